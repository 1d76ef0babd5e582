// store.hpp: a shop and its claims that somebody can be reached somehow (contract §1, domain §5.1, X1).
//
// A channel is a claim, not a fact: it says where it comes from, when it was seen and whether anybody checked it.
// Which of them a buyer is shown, and in which order, is locate.hpp's decision.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kefu/names.hpp"
#include "kefu/time.hpp"

namespace kefu {

#define KEFU_STORE_KINDS(X) \
  X(BRAND_FACTORY) X(FACTORY_OUTLET) X(TGC_DIRECT) X(TGC_JOINT) X(FLAGSHIP) X(C_SHOP) X(UNKNOWN)
KEFU_ENUM(StoreKind, KEFU_STORE_KINDS)

#define KEFU_OPERATION_MODES(X) X(MERCHANT) X(FULLY_MANAGED)
KEFU_ENUM(OperationMode, KEFU_OPERATION_MODES)

// Every way to somebody, store's or platform's (contract §3). The order here has no meaning.
#define KEFU_CHANNELS(X)                                                                                       \
  X(self_service) X(store_bot) X(presale_agent) X(aftersale_agent) X(store_agent) X(order_contact) X(phone)    \
  X(email) X(leave_message) X(sms) X(wechat) X(video) X(platform_bot) X(platform_service) X(xiaoer)            \
  X(platform_phone) X(dispute) X(appeal) X(regulator) X(arbitration) X(find_store) X(help_center)              \
  X(supplier_group) X(erp_vendor)
KEFU_ENUM(Channel, KEFU_CHANNELS)

#define KEFU_STAFFING(X) X(BOT) X(HUMAN) X(MIXED)
KEFU_ENUM(Staffing, KEFU_STAFFING)

#define KEFU_VERIFIED(X) X(YES) X(NO) X(UNVERIFIED)
KEFU_ENUM(Verified, KEFU_VERIFIED)

/// Opening hours on some weekdays. close <= open runs past midnight; 00:00–24:00 is all day.
struct Hours {
  std::uint8_t days{};  // bit d-1 set: ISO weekday d
  Seconds open{};       // seconds after local midnight, 0..86399
  Seconds close{};      // 0..86400
};

struct ChannelClaim {
  Channel type{};
  std::string target;  // URL, tel:, mailto:, sms:; scheme is checked where it is opened
  std::string entry;   // ITEM_DETAIL SHOP_HOME FOOTER ORDER_PAGE MY_TAOBAO HELP_CENTER: where it was found
  Staffing staffing = Staffing::HUMAN;
  Verified verified = Verified::UNVERIFIED;
  std::string source;
  std::optional<Instant> observed_at;
  bool needs_order = false;
  std::optional<Seconds> expected_wait_s;
  std::vector<Hours> hours;             // empty: always open
  std::vector<std::int64_t> holidays;   // local days (time.hpp) on which it is closed
};

struct Store {
  std::string store_id;
  std::string name;
  StoreKind kind = StoreKind::UNKNOWN;
  OperationMode operation_mode = OperationMode::MERCHANT;
  Seconds utc_offset = 8 * kHour;
  std::string policy;  // id of its pack
  std::vector<ChannelClaim> channels;
  std::optional<std::string> supplier_id;
  std::string return_address;  // where goods go back to unless a case says otherwise; "": not known (T13)
};

}  // namespace kefu
