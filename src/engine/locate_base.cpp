#include "engine/locate_base.hpp"

namespace kefu {

namespace {

using enum Channel;

// The table's own short names (contract §3).
constexpr Channel self = self_service, bot = store_bot, pre = presale_agent, aft = aftersale_agent, agt = store_agent,
                  ord = order_contact, tel = phone, mail = email, msg = leave_message, pbot = platform_bot,
                  pcs = platform_service, xe = xiaoer, find = find_store, help = help_center;

// Kinds that share a row of the table, and stages that share a column.
enum BaseRow { BRAND, SHOP, DIRECT, STRANGER };
enum Column { BEFORE, UNPAID, UNDER_WAY, FINISHED, CLOSED };

constexpr BaseOrder kBase[4][5] = {
    /* BRAND    */ {{pre, bot, tel, mail, pcs}, {pre, ord, bot, tel, pcs}, {self, aft, ord, tel, pcs}, {aft, self, tel, mail, pcs}, {aft, mail, pcs}},
    /* SHOP     */ {{agt, bot, msg, pcs}, {agt, ord, bot, pcs}, {self, agt, ord, pcs}, {agt, self, pcs}, {agt, pcs}},
    /* DIRECT   */ {{self, pbot, pcs}, {ord, pbot, pcs, xe}, {self, ord, pcs, xe}, {ord, self, pcs, xe}, {pcs, xe}},
    /* STRANGER */ {{find, pcs, help}, {ord, find, pcs}, {self, ord, pcs}, {ord, self, pcs}, {pcs, help}},
};

BaseRow row_of(StoreKind kind) {
  switch (kind) {
    case StoreKind::BRAND_FACTORY:
    case StoreKind::FLAGSHIP: return BRAND;
    case StoreKind::FACTORY_OUTLET:
    case StoreKind::TGC_JOINT:
    case StoreKind::C_SHOP: return SHOP;
    case StoreKind::TGC_DIRECT: return DIRECT;
    case StoreKind::UNKNOWN: break;
  }
  return STRANGER;
}

Column column_of(Stage stage) {
  switch (stage) {
    case Stage::PRE: return BEFORE;
    case Stage::UNPAID: return UNPAID;
    case Stage::PAID_UNSHIPPED:
    case Stage::IN_TRANSIT:
    case Stage::SIGNED: return UNDER_WAY;
    case Stage::FINISHED: return FINISHED;
    case Stage::CLOSED: break;
  }
  return CLOSED;
}

// A set of channels is a word of bits.
constexpr std::uint32_t bit(Channel c) { return 1u << static_cast<unsigned>(c); }
template <class... C>
constexpr std::uint32_t set(C... c) {
  return (bit(c) | ...);
}

constexpr std::uint32_t kStoreHuman = set(pre, aft, agt, ord, tel, sms, wechat, video);
constexpr std::uint32_t kStore = kStoreHuman | set(bot, mail, msg);
constexpr std::uint32_t kPlatform = set(pbot, pcs, platform_phone, xe, dispute, appeal, help);
constexpr std::uint32_t kHuman = kStoreHuman | set(pcs, platform_phone, xe);
constexpr std::uint32_t kNoClaim =
    set(self, ord, msg, pbot, pcs, platform_phone, xe, dispute, appeal, regulator, arbitration, find, help);

constexpr bool in(std::uint32_t channels, Channel c) { return (channels & bit(c)) != 0; }

}  // namespace

const BaseOrder& base_order(StoreKind kind, Stage stage) { return kBase[row_of(kind)][column_of(stage)]; }

bool is_store_human(Channel c) { return in(kStoreHuman, c); }
bool is_store_channel(Channel c) { return in(kStore, c); }
bool is_platform_route(Channel c) { return in(kPlatform, c); }
bool is_human(Channel c) { return in(kHuman, c); }
bool is_bot(Channel c) { return c == bot || c == pbot; }
bool needs_no_claim(Channel c) { return in(kNoClaim, c); }

}  // namespace kefu
