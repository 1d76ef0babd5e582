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
constexpr std::uint8_t kAny = 0x7F;
constexpr CaseType kNone = CaseType::DISPUTE;

// Sentences of domain §2.5 and S2-02…04, in the order a buyer would look for them.
constexpr Topic kTopics[] = {
    {"cancel_unpaid", TopicGroup::refund, kUnpaid, Intent::GENERAL, kNone, false},
    {"unwanted", TopicGroup::refund, kUnshipped, Intent::REFUND, CaseType::RO_UNSHIPPED, true},
    {"unwanted_shipped", TopicGroup::refund, kTransit, Intent::REFUND, CaseType::RO_UNSHIPPED, true},
    {"no_reason", TopicGroup::refund, kSigned, Intent::RETURN, CaseType::RETURN_REFUND, false},
    {"exchange", TopicGroup::refund, kArrived, Intent::EXCHANGE, CaseType::EXCHANGE, false},
    {"refund_status", TopicGroup::refund, kClosed, Intent::REFUND, kNone, false},
    {"quality", TopicGroup::goods, kArrived, Intent::QUALITY, CaseType::RO_RECEIVED, false},
    {"missing", TopicGroup::goods, kArrived, Intent::MISSING_ITEM, CaseType::RESHIP, false},
    {"wrong_item", TopicGroup::goods, kArrived, Intent::WRONG_ITEM, kNone, false},
    {"repair", TopicGroup::goods, kArrived, Intent::REPAIR, CaseType::REPAIR, false},
    {"pay_help", TopicGroup::delivery, kUnpaid, Intent::PAYMENT_HELP, kNone, false},
    {"address", TopicGroup::delivery, kUnshipped, Intent::MODIFY_ADDRESS, kNone, false},
    {"remind", TopicGroup::delivery, kUnshipped, Intent::SHIP_REMIND, kNone, false},
    {"late", TopicGroup::delivery, kUnshipped, Intent::LATE_SHIP, CaseType::LATE_SHIP, false},
    {"not_arrived", TopicGroup::delivery, kTransit, Intent::LOGISTICS, CaseType::RO_IN_TRANSIT, false},
    {"damaged", TopicGroup::delivery, kTransit, Intent::QUALITY, kNone, false},
    {"price", TopicGroup::other, kUnshipped | kTransit | kArrived, Intent::PRICE_PROTECT, CaseType::PRICE_PROTECT, false},
    {"invoice", TopicGroup::other, kArrived, Intent::INVOICE, kNone, false},
    {"freight", TopicGroup::other, kClosed, Intent::REFUND, CaseType::FREIGHT, false},
    {"complaint", TopicGroup::other, kAny, Intent::COMPLAINT_STORE, CaseType::COMPLAINT, false},
    {"other", TopicGroup::other, kAny, Intent::GENERAL, kNone, false},
};

}  // namespace

std::span<const Topic> topics() { return kTopics; }

bool fits(const Topic& topic, Stage stage) { return (topic.stages & bit(stage)) != 0; }

std::size_t topic_of(CaseType type) {
  for (std::size_t i = 0; i < std::size(kTopics); ++i)
    if (kTopics[i].type == type && !kTopics[i].form && type != kNone) return i;
  return std::size(kTopics) - 1;
}

std::size_t topic_of(ui::Phrase key) {
  for (std::size_t i = 0; i < std::size(kTopics); ++i)
    if (kTopics[i].key == key) return i;
  return std::size(kTopics) - 1;
}

}  // namespace kefu::panel
