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

/// One entry of the back stack. `oid` empty: the whole order. A form with a `case_id` is that of a step of the case.
struct Screen {
  Place place = Place::home;
  std::string tid, oid, case_id;
  CaseType type = CaseType::RO_UNSHIPPED;  // form, review
  EventType event = EventType::submit;     // form: which step
};

enum class SheetKind { none, channel, find_store, order_first, service, why, elsewhere, settings, which_line, sure, evidence };

struct Sheet {
  SheetKind kind = SheetKind::none;
  Channel channel{};       // channel
  std::string code;        // why: which rule; evidence: which piece
  std::size_t topic = 0;   // elsewhere, which_line: which sentence of the question list
  EventType event{};       // sure: which step
};

/// A form being filled in. It is stored on every change, so that closing the page loses nothing (S1-10/11).
struct Draft {
  std::string key;       // of the form it belongs to
  /// By field, as on the screen: what was typed, the code that was chosen, "1" for a statement that is so.
  std::vector<Words::Message> answers;
  bool touched = false;  // the buyer's own input wins over what is stored
  bool checked = false;  // "next" was tapped: errors are shown from now on

  /// "" for nothing.
  Phrase operator[](Phrase field) const;
  void set(Phrase field, std::string_view text);
};

enum class PieceState { sending, done, refused };
/// A photo or a video that the buyer added and no case holds yet (evidence.hpp).
struct Piece {
  std::string target, field;
  int file = 0;          // the host's number of it; 0: uploaded by an earlier page
  PieceState state = PieceState::sending;
  int percent = 0;
  bool film = false;
  std::string id, code;  // done; refused: why
};

/// What a case holds.
struct Shown {
  std::string id, caption;
  bool film = false;
  Actor by{};
  Instant at{};
};
struct Gallery {
  std::string case_id;
  std::size_t asked = 0;  // when the case held how many
  bool answered = false;
  std::vector<Shown> pieces;
};

enum class Sending { none, in_flight, unanswered, refused };

/// A submission from the moment before it is sent to its answer. What is lost on the way is sent again with the same
/// key, so that one wish stays one case (ARCHITECTURE.md "HTTP").
struct Submission {
  std::string key, tid, body;
  std::string draft;          // where its form is stored
  Sending state = Sending::none;
  std::string code;           // refused: why
  int tries = 0;
  std::int64_t retry_at_ms = 0;  // 0: only when the buyer asks
};

/// A step of an existing case (withdraw, waybill …), or words to the other side, on its way. Kept like a submission.
struct Step {
  std::string key, case_id, path, body;
  std::string draft;  // where its form is stored; it is kept until the step is taken
  Sending state = Sending::none;
  std::string code;
  int tries = 0;
  std::int64_t retry_at_ms = 0;
};

struct Message {
  std::string from, code, text;  // code: a notice of the system's; text: a party's own
  Instant at{};
};

struct Booking {
  std::string account;  // BUYER_CASH …
  Fen amount{};
  Instant at{};
};

/// What the server tells of the case on the screen beyond the case itself.
struct Talk {
  std::string case_id;
  bool open = false;  // the server takes words for it
  std::vector<Message> messages;
  std::vector<Booking> ledger;
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
  std::vector<Piece> pieces;
  std::vector<std::string> asked_files;  // targets whose pieces were asked of the store
  int last_file = 0;
  Gallery gallery;
  Talk talk;
  bool reported_missing = false;  // S0-07: told the shop that it names no channel
  bool show_more = false;         // Home's further channels
  std::size_t orders_shown = 20;

  std::vector<Request> requests;
  int last_request = 0;
  int last_key = 0;
  bool asked_pending = false;

  std::vector<std::string> changed;  // cases that the service's news were about, to be read again
  std::int64_t poll_at_ms = 0;  // 0: no case is watched
  int polls = 0;

  const Screen& screen() const { return stack.back(); }
  /// The engine's clock: the server's, carried on by the host's.
  Instant now() const { return context ? context->now + (now_ms - context->at_ms) / 1000 : now_ms / 1000; }
};

}  // namespace kefu::panel
