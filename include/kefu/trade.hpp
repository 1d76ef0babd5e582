// trade.hpp: a buyer's order in TOP's own words (contract §1, domain §2.1).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kefu/money.hpp"
#include "kefu/names.hpp"
#include "kefu/time.hpp"

namespace kefu {

#define KEFU_TRADE_STATUSES(X)                                                                             \
  X(TRADE_NO_CREATE_PAY) X(WAIT_BUYER_PAY) X(SELLER_CONSIGNED_PART) X(WAIT_SELLER_SEND_GOODS)              \
  X(WAIT_BUYER_CONFIRM_GOODS) X(TRADE_BUYER_SIGNED) X(TRADE_FINISHED) X(TRADE_CLOSED)                      \
  X(TRADE_CLOSED_BY_TAOBAO) X(PAY_PENDING) X(WAIT_PRE_AUTH_CONFIRM) X(PAID_FORBID_CONSIGN)
KEFU_ENUM(TradeStatus, KEFU_TRADE_STATUSES)

#define KEFU_NO_REASON(X) X(MUST) X(OPTIONAL_ON) X(OPTIONAL_OFF) X(EXCLUDED)
KEFU_ENUM(NoReason, KEFU_NO_REASON)

#define KEFU_ON_REFUND(X) X(PRO_RATA) X(FULL_ONLY) X(NEVER)
KEFU_ENUM(OnRefund, KEFU_ON_REFUND)

// A pre-sale order is paid in two parts: the deposit first, the tail later.
#define KEFU_STEP_STATUSES(X) \
  X(FRONT_NOPAID_FINAL_NOPAID) X(FRONT_PAID_FINAL_NOPAID) X(FRONT_PAID_FINAL_PAID) X(FRONT_PAID_FRONT_FORFEITED)
KEFU_ENUM(StepStatus, KEFU_STEP_STATUSES)

/// A discount over several lines, in application order.
struct Promotion {
  std::string id;
  Fen amount{};
  std::optional<std::vector<std::string>> lines;  // oids; absent = every line
  std::optional<Fen> threshold;    // 满…: what its lines must reach for it to hold
};

/// Something other than cash that paid for goods: a red packet, points, 购物金. Never pays freight.
struct Tender {
  std::string type;
  Fen amount{};
  std::optional<OnRefund> on_refund;  // nothing: the pack's word for its type
};

/// 子订单: one line of the order.
struct OrderLine {
  std::string oid;
  std::string sku;
  std::string title;
  std::string category;
  std::string image;  // path of a thumbnail, may be empty
  Fen price{};
  std::int64_t num = 1;
  Fen adjust_fee{};  // may be negative
  Fen discount_fee{};
  std::optional<Fen> divide_order_fee;  // the platform's own share; wins over our apportioning
  std::optional<Instant> consign_time;
  std::optional<Instant> sign_time;
  NoReason no_reason = NoReason::MUST;
  bool exclusion_confirmed = false;
  bool is_gift = false;
  std::optional<Fen> gift_price;
  bool is_virtual = false;
};

struct Trade {
  std::string tid;
  std::string store_id;
  TradeStatus status{};
  std::optional<Instant> created;
  std::optional<Instant> pay_time;
  std::optional<Instant> consign_time;
  std::optional<Instant> sign_time;
  std::optional<Instant> end_time;
  std::optional<Instant> promised_ship_time;
  Fen post_fee{};
  Fen post_discount{};
  Fen standard_post_fee{};
  std::optional<Fen> free_shipping_threshold;
  bool freight_insurance = false;
  std::optional<Fen> advance_quota;  // 极速退款: this buyer's own, else the pack's (A1)
  std::vector<Promotion> promotions;
  std::vector<Tender> tenders;
  std::vector<OrderLine> orders;

  // Beyond the contract's keys, after them in JSON, and absent from most orders. The first three are TOP's own.
  std::optional<StepStatus> step_trade_status;  // nothing: no pre-sale order
  Fen step_paid_fee{};                          // the deposit; counts while the tail is unpaid
  bool modify_address = false;                  // the buyer changed the address after paying
  bool asked_to_wait = false;                   // the buyer asked to have it sent later
  Fen compensated{};                            // what this order's late shipment has brought already
};

/// A pre-sale order whose tail is unpaid: its lines hold the deposit and no more (domain §5.6, example 24).
bool tail_unpaid(const Trade& trade);

/// A line's own times win over the trade's (contract §1). In a trade sent in parts, a line without a time of its own has
/// not left while another line carries one.
std::optional<Instant> consigned_at(const Trade& trade, const OrderLine& line);
std::optional<Instant> signed_at(const Trade& trade, const OrderLine& line);
/// Whether anything of the trade left the warehouse, by its times or, where those are missing, by its status.
bool any_shipped(const Trade& trade);
/// The line with this oid, or nullptr.
const OrderLine* find_line(const Trade& trade, const std::string& oid);

}  // namespace kefu
