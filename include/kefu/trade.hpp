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
  OnRefund on_refund = OnRefund::PRO_RATA;
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
  std::vector<Promotion> promotions;
  std::vector<Tender> tenders;
  std::vector<OrderLine> orders;
};

/// A line's own times win over the trade's (contract §1). In a trade sent in parts, a line without a time of its own has
/// not left while another line carries one.
std::optional<Instant> consigned_at(const Trade& trade, const OrderLine& line);
std::optional<Instant> signed_at(const Trade& trade, const OrderLine& line);
/// Whether anything of the trade left the warehouse, by its times or, where those are missing, by its status.
bool any_shipped(const Trade& trade);
/// The line with this oid, or nullptr.
const OrderLine* find_line(const Trade& trade, const std::string& oid);

}  // namespace kefu
