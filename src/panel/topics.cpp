#include "panel/topics.hpp"

namespace kefu::panel {

namespace {

constexpr std::uint8_t bit(Stage s) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(s)); }

constexpr std::uint8_t kUnpaid = bit(Stage::UNPAID);
constexpr std::uint8_t kUnshipped = bit(Stage::PAID_UNSHIPPED);
constexpr std::uint8_t kTransit = bit(Stage::IN_TRANSIT);
constexpr std::uint8_t kSigned = bit(Stage::SIGNED);
constexpr std::uint8_t kClosed = bit(Stage::CLOSED);
constexpr std::uint8_t kArrived = kSigned | bit(Stage::FINISHED);
constexpr std::uint8_t kShipped = kTransit | kArrived;
constexpr std::uint8_t kAny = 0x7F;
constexpr CaseType kNone{};  // of a topic that the panel has no form for

// Sentences of domain §2.5 and S2-02…04, in the order a buyer would look for them.
constexpr Topic kTopics[] = {
    {"cancel_unpaid", TopicGroup::refund, kUnpaid, Intent::GENERAL, kNone, false},
    {"unwanted", TopicGroup::refund, kUnshipped, Intent::REFUND, CaseType::RO_UNSHIPPED, true},
    {"unwanted_shipped", TopicGroup::refund, kTransit, Intent::REFUND, CaseType::RO_UNSHIPPED, true},
    {"no_reason", TopicGroup::refund, kArrived, Intent::RETURN, CaseType::RETURN_REFUND, true},
    {"agreed", TopicGroup::refund, kArrived, Intent::REFUND, CaseType::RO_RECEIVED, true},
    {"exchange", TopicGroup::refund, kArrived, Intent::EXCHANGE, CaseType::EXCHANGE, true},
    {"refund_status", TopicGroup::refund, kClosed, Intent::REFUND, kNone, false},
    {"quality", TopicGroup::goods, kArrived, Intent::QUALITY, CaseType::RETURN_REFUND, true, "QUALITY"},
    {"missing", TopicGroup::goods, kArrived, Intent::MISSING_ITEM, CaseType::RESHIP, true},
    {"wrong_item", TopicGroup::goods, kArrived, Intent::WRONG_ITEM, CaseType::EXCHANGE, true, "WRONG_ITEM"},
    {"repair", TopicGroup::goods, kArrived, Intent::REPAIR, CaseType::REPAIR, true},
    {"pay_help", TopicGroup::delivery, kUnpaid, Intent::PAYMENT_HELP, kNone, false},
    {"address", TopicGroup::delivery, kUnshipped, Intent::MODIFY_ADDRESS, kNone, false},
    {"remind", TopicGroup::delivery, kUnshipped, Intent::SHIP_REMIND, kNone, false},
    {"late", TopicGroup::delivery, kUnshipped | kTransit, Intent::LATE_SHIP, CaseType::LATE_SHIP, true},
    {"not_arrived", TopicGroup::delivery, kTransit, Intent::LOGISTICS, CaseType::RO_IN_TRANSIT, true},
    {"damaged", TopicGroup::delivery, kTransit, Intent::QUALITY, CaseType::RO_IN_TRANSIT, true, "DAMAGED_REFUSED"},
    {"price", TopicGroup::other, kUnshipped | kShipped, Intent::PRICE_PROTECT, CaseType::PRICE_PROTECT, true},
    {"invoice", TopicGroup::other, kArrived, Intent::INVOICE, kNone, false},
    {"freight", TopicGroup::other, kArrived | kClosed, Intent::REFUND, CaseType::FREIGHT, true},
    {"dispute", TopicGroup::other, kShipped | kUnshipped | kClosed, Intent::DISSATISFIED, CaseType::DISPUTE, true},
    {"complaint", TopicGroup::other, kAny, Intent::COMPLAINT_STORE, CaseType::COMPLAINT, true},
    {"other", TopicGroup::other, kAny, Intent::GENERAL, kNone, false},
};

}  // namespace

std::span<const Topic> topics() { return kTopics; }

bool fits(const Topic& topic, Stage stage) { return (topic.stages & bit(stage)) != 0; }

std::size_t topic_of(CaseType type) {
  for (std::size_t i = 0; i < std::size(kTopics); ++i)
    if (kTopics[i].form && kTopics[i].type == type) return i;
  return std::size(kTopics) - 1;
}

std::size_t topic_of(ui::Phrase key) {
  for (std::size_t i = 0; i < std::size(kTopics); ++i)
    if (kTopics[i].key == key) return i;
  return std::size(kTopics) - 1;
}

}  // namespace kefu::panel
