#include "engine/locate_action.hpp"

#include <string_view>

namespace kefu {

namespace {

struct Scheme {
  std::string_view prefix;
  ActionKind kind;
};

constexpr Scheme kSchemes[] = {
    {"https://", ActionKind::OPEN_URL}, {"http://", ActionKind::OPEN_URL}, {"tel:", ActionKind::CALL},
    {"mailto:", ActionKind::MAIL},      {"sms:", ActionKind::SMS},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with(std::string_view text, std::string_view prefix) {
  if (text.size() <= prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (lower(text[i]) != prefix[i]) return false;
  return true;
}

/// No space, control character or quote: browsers drop some of them silently and then read another address.
bool is_plain(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\') return false;
  return true;
}

bool is_number(std::string_view text) {
  for (const char c : text)
    if ((c < '0' || c > '9') && c != '+' && c != '-' && c != ',' && c != '*' && c != '#') return false;
  return !text.empty();
}

bool is_mailbox(std::string_view text) {
  const std::size_t sign = text.find('@');
  return sign != std::string_view::npos && sign > 0 && sign + 1 < text.size() &&
         text.find_first_of(":/?&", 0) == std::string_view::npos;
}

// From the item's page to the shop's, its footer with one of the pack's labels, and the platform's help with that very
// question (S0-10, S0-13 to S0-16).
constexpr std::string_view kFindStoreSteps[] = {"ITEM_DETAIL", "SHOP_HOME", "FOOTER", "FIND_STORE_CONTACT"};
// The order page's desk lets a robot answer first, which makes way for who asks for a person (X1).
constexpr std::string_view kOrderContactSteps[] = {"ORDER_PAGE", "CONTACT_SELLER", "ASK_FOR_HUMAN"};
// An order that nobody has paid is enough (S1-39, X2).
constexpr std::string_view kOrderSteps[] = {"SUBMIT_ORDER", "LEAVE_UNPAID", "ORDER_PAGE"};

/// What a tap does when the claim's target is missing or unusable.
ActionKind usual(Channel channel) {
  switch (channel) {
    case Channel::self_service:
    case Channel::leave_message:
    case Channel::dispute:
    case Channel::appeal: return ActionKind::OPEN_PANEL;
    case Channel::find_store:
    case Channel::arbitration: return ActionKind::GUIDE;
    case Channel::phone:
    case Channel::platform_phone:
    case Channel::regulator: return ActionKind::CALL;
    case Channel::email: return ActionKind::MAIL;
    case Channel::sms: return ActionKind::SMS;
    case Channel::order_contact:
    case Channel::platform_bot:
    case Channel::platform_service:
    case Channel::xiaoer:
    case Channel::help_center: return ActionKind::OPEN_PLATFORM;
    default: return ActionKind::OPEN_URL;
  }
}

}  // namespace

Action action_of(Channel channel, const ChannelClaim* claim) {
  Action action{usual(channel), {}};
  if (action.kind == ActionKind::OPEN_PANEL && channel != Channel::leave_message) return action;
  // 12315 is the state's own number, no store's claim (contract §3).
  if (channel == Channel::regulator) return {ActionKind::CALL, "tel:12315"};
  if (!claim || !is_plain(claim->target)) return action;
  const std::string& target = claim->target;
  for (const Scheme& s : kSchemes)
    if (starts_with(target, s.prefix)) return {s.kind, target};
  // A number or a mailbox as people write it.
  if (action.kind == ActionKind::CALL && is_number(target)) action.href = "tel:" + target;
  if (action.kind == ActionKind::SMS && is_number(target)) action.href = "sms:" + target;
  if (action.kind == ActionKind::MAIL && is_mailbox(target)) action.href = "mailto:" + target;
  return action;
}

std::span<const std::string_view> steps_to(Channel channel) {
  if (channel == Channel::find_store) return kFindStoreSteps;
  if (channel == Channel::order_contact) return kOrderContactSteps;
  return {};
}

std::span<const std::string_view> order_steps() { return kOrderSteps; }

}  // namespace kefu
