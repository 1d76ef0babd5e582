// locate.hpp: whom a buyer can talk to at this store, this order, this minute, and why (contract §3).
//
//   Located l = *locate({now, store, &trade, nullptr, Page::ITEM_DETAIL, Intent::REFUND, …});
//   l.routes.front().channel        // the best one
//   l.routes.front().reasons        // {"BASE", "M3"}: the rules that put it there
//   l.removed                       // what the store claims or its kind usually has, and the rule that left it out
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/error.hpp"
#include "kefu/names.hpp"
#include "kefu/policy.hpp"
#include "kefu/store.hpp"
#include "kefu/trade.hpp"

namespace kefu {

#define KEFU_PAGES(X) X(ITEM_DETAIL) X(SHOP_HOME) X(ORDER_PAGE) X(MY_TAOBAO)
KEFU_ENUM(Page, KEFU_PAGES)

#define KEFU_STAGES(X) X(PRE) X(UNPAID) X(PAID_UNSHIPPED) X(IN_TRANSIT) X(SIGNED) X(FINISHED) X(CLOSED)
KEFU_ENUM(Stage, KEFU_STAGES)

#define KEFU_ESCALATIONS(X) X(NONE) X(SELLER_TIMEOUT) X(SELLER_REFUSED) X(CS_OPEN) X(CS_LOST) X(SAFETY)
KEFU_ENUM(Escalation, KEFU_ESCALATIONS)

#define KEFU_INTENTS(X)                                                                                            \
  X(GENERAL) X(PRODUCT_INFO) X(CRAFT) X(SIZE_PICK) X(FIT_FOR) X(STOCK) X(PROMO) X(BARGAIN) X(HOW_TO_USE)           \
  X(RECOMMEND) X(TRIAL) X(PAYMENT_HELP) X(MODIFY_ADDRESS) X(ORDER_EXCEPTION) X(ORDER_STATUS) X(SHIP_REMIND)        \
  X(LOGISTICS) X(QUALITY) X(RETURN) X(EXCHANGE) X(REFUND) X(MISSING_ITEM) X(WRONG_ITEM) X(REPAIR) X(INSTALL)       \
  X(LATE_SHIP) X(PRICE_PROTECT) X(INVOICE) X(COMPLAINT_AGENT) X(COMPLAINT_STORE) X(DISSATISFIED)                   \
  X(FIND_STORE_CONTACT) X(ACCOUNT_SECURITY) X(FRAUD) X(SAFETY)
KEFU_ENUM(Intent, KEFU_INTENTS)

/// Who asks (contract §3). A shop's agent who looks things up for a buyer sees what the buyer sees.
#define KEFU_ASKERS(X) X(BUYER) X(SELLER) X(SUPPLIER)
KEFU_ENUM(Asker, KEFU_ASKERS)

// What the buyer's tap does. The panel opens URL, TEL, MAIL and SMS as real links.
#define KEFU_ACTION_KINDS(X) X(OPEN_URL) X(CALL) X(MAIL) X(SMS) X(OPEN_PANEL) X(OPEN_PLATFORM) X(GUIDE)
KEFU_ENUM(ActionKind, KEFU_ACTION_KINDS)

struct LocateInput {
  Instant now{};
  Store store;
  std::optional<Trade> trade;
  std::optional<Case> active_case;
  Page page = Page::ITEM_DETAIL;
  Intent intent = Intent::GENERAL;
  Asker actor = Asker::BUYER;
  bool wants_human = false;
  bool assisted = false;
  bool out_of_category = false;
  struct Unreachable {
    Instant since{};
    bool human_replied = false;
  };
  std::optional<Unreachable> unreachable;
  std::optional<Stage> stage;            // given: wins over what the trade says
  std::optional<Escalation> escalation;  // given: wins over what the case says
};

struct Route {
  Channel channel{};
  int rank = 0;
  bool enabled = true;
  bool open_now = true;
  std::optional<Instant> opens_at;
  std::optional<Seconds> expected_wait_s;
  std::string unlock;  // "" or PLACE_ORDER
  ActionKind action{};
  std::string href;    // "" where the action needs none
  Verified verified = Verified::YES;  // UNVERIFIED also for a claim that has become stale: its reasons say STALE
  std::vector<std::string> reasons;
  std::optional<Seconds> patience_s;  // open and enabled: how long to wait there before the next one is worth a try
  std::optional<Channel> then;        // two hops: whom these people pass the matter on to (S1-32, S1-40)
  std::optional<Channel> via;         // the other end of the hop: who has to be asked first
  std::span<const std::string_view> steps;         // without an address: the way there, step by step
  std::span<const std::string_view> unlock_steps;  // disabled: what to do first
  std::vector<std::string> labels;  // find_store: what the way to the store's desk may be called on its pages (S0-14)
};

/// A channel that the store claims or that the base order has, and that is not offered. The code is the modifier that
/// took it away, or says why it never came: TGC_NO_AGENT (S1-18, X1), M1 (disproved), M6 or M13 (nothing of the shop for
/// fraud and safety), M15 (the supplier's own), BASE (the base order of this kind and stage has none).
struct Removed {
  Channel channel{};
  std::string_view code;
};

struct Located {
  Stage stage{};
  Escalation escalation{};
  std::vector<Route> routes;  // 2..5, never empty
  std::vector<Route> more;
  std::vector<std::string> hints;
  std::vector<std::string> trace;
  std::vector<Removed> removed;     // the base order's first, then the store's claims in their order
  bool no_channel_claimed = false;  // S0-07: the shop owes its customers a contact (消法 28), and a buyer may report it
};

Result<Located> locate(const LocateInput& input, const Policy& policy);

/// The stage an order is in at `now`: PRE without one; SIGNED from the last line's sign-off until the no-reason window
/// (from the next local midnight) is over, then FINISHED, as TRADE_FINISHED always is; sent in parts is IN_TRANSIT.
Stage stage_of(const std::optional<Trade>& trade, Instant now, const Policy& policy, Seconds utc_offset = 8 * kHour);

}  // namespace kefu
