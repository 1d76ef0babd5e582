// model.hpp: everything the panel knows, as plain data. Events change it (update.hpp), screens read it (screens.hpp).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/policy.hpp"
#include "kefu/store.hpp"
#include "kefu/trade.hpp"
#include "panel/effects.hpp"
#include "panel/locale.hpp"

namespace kefu::ui {
class Surface;
}

namespace kefu::panel {

struct Config {
  std::string store, item, tid, page = "ITEM_DETAIL", lang = "zh-CN", session;
  bool signed_in = true;
};

struct Item {
  std::string title, image;
  std::optional<Fen> price;
};

/// What a shop's orders may say of a line beyond the contract.
struct LineExtra {
  std::string tid, oid, item_id, variant;
};

/// What GET /v1/context told, and when: the engine's clock runs on from there.
struct Context {
  Instant now{};
  std::int64_t at_ms{};
  Store store;
  Policy policy;
  std::optional<Item> item;
  std::vector<Trade> trades;  // newest first
  std::vector<Case> cases;
  std::vector<LineExtra> extras;
};

enum class Load { idle, loading, ready, failed };
enum class Trouble { none, offline, server, malformed, unknown_store, signed_out };

enum class Place { home, orders, order, wrong, form, review, dossier };

/// One entry of the back stack. `oid` empty: the whole order.
struct Screen {
  Place place = Place::home;
  std::string tid, oid, case_id;
};

enum class SheetKind { none, channel, find_store, order_first, service, why, elsewhere, settings, withdraw };

struct Sheet {
  SheetKind kind = SheetKind::none;
  Channel channel{};       // channel
  std::string code;        // why: which rule
  std::size_t topic = 0;   // elsewhere: which sentence of the question list
};

/// A form being filled in. It is stored on every change, so that closing the page loses nothing (S1-10/11).
struct Draft {
  std::string reason, description, phone;
  std::int64_t num = 0;       // 0: not chosen yet, all that is left
  bool touched = false;       // the buyer's own input wins over what is stored
  bool checked = false;       // "next" was tapped: errors are shown from now on
};

enum class Sending { none, in_flight, unanswered, refused };

/// A submission from the moment before it is sent to its answer. What is lost on the way is sent again with the same
/// key, so that one wish stays one case (ARCHITECTURE.md "HTTP").
struct Submission {
  std::string key, tid, oid, body;
  Sending state = Sending::none;
  std::string code;           // refused: why
  int tries = 0;
  std::int64_t retry_at_ms = 0;  // 0: only when the buyer asks
};

/// A step of an existing case (withdraw) on its way.
struct Step {
  std::string key, case_id, body;
  Sending state = Sending::none;
  std::string code;
};

/// Something to tell on the case's screen until it is left.
struct Notice {
  std::string key;  // "" = nothing
  CaseStatus from{}, to{};
};

enum class RequestKind { context, submit, reload_case, step };
struct Request {
  int id = 0;
  RequestKind kind{};
  std::string ref;  // case id
};

struct State {
  explicit State(ui::Surface& s) : surface(s) {}

  ui::Surface& surface;
  Effects effects;
  Words words;
  Config config;
  std::int64_t now_ms = 0;
  bool open = false;
  bool online = true;

  Load load = Load::idle;
  Trouble trouble = Trouble::none;
  std::string trouble_code;
  std::optional<Context> context;

  std::vector<Screen> stack{Screen{}};
  Sheet sheet;
  Draft draft;
  Submission submission;
  Step step;
  Notice notice;
  bool reported_missing = false;  // S0-07: told the shop that it names no channel
  bool show_more = false;         // Home's further channels
  std::size_t orders_shown = 20;

  std::vector<Request> requests;
  int last_request = 0;
  int last_key = 0;
  bool asked_pending = false;

  std::int64_t poll_at_ms = 0;  // 0: no case is watched
  int polls = 0;

  const Screen& screen() const { return stack.back(); }
  /// The engine's clock: the server's, carried on by the host's.
  Instant now() const { return context ? context->now + (now_ms - context->at_ms) / 1000 : now_ms / 1000; }
};

}  // namespace kefu::panel
