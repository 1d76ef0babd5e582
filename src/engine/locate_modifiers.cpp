// The sixteen modifiers of contract §3. Each works on the list that the one before left, moves what its row of the
// contract says and answers whether it fired; the table at the end is the order.
#include <algorithm>

#include "engine/locate_base.hpp"
#include "engine/locate_plan.hpp"

namespace kefu {

namespace {

template <class... I>
bool is_one_of(Intent intent, I... any) {
  return ((intent == any) || ...);
}

bool drop_unclaimed(Plan& p) {
  bool fired = p.drop([](const Plan& plan, const Route& r) {
    return plan.disproved(r.channel) || (!needs_no_claim(r.channel) && !plan.claimed(r.channel));
  });
  for (const Channel c : {Channel::email, Channel::phone}) {  // so that the phone ends up before the e-mail
    const std::size_t at = p.find(c);
    const std::size_t service = p.find(Channel::platform_service);
    if (at == Plan::npos || service == Plan::npos || p.list[at].verified != Verified::UNVERIFIED) continue;
    p.place(c, service + 1);
    fired = true;
  }
  return fired;
}

bool ask_for_order(Plan& p) {
  bool fired = false;
  for (Route& r : p.list)
    if (!r.unlock.empty()) {
      p.mark(r);
      fired = true;
    }
  return fired;
}

bool step_back_when_closed(Plan& p) {
  std::vector<Channel> closed;
  for (const Route& r : p.list)
    if (is_store_human(r.channel) && !r.open_now) closed.push_back(r.channel);
  if (closed.empty()) return false;
  p.place(Channel::leave_message, p.first_platform());
  for (const Channel c : closed) p.place(c, p.first_platform());
  return true;
}

bool offer_message_when_slow(Plan& p) {
  for (std::size_t i = 0; i < p.list.size(); ++i) {
    const Route& r = p.list[i];
    if (!is_store_human(r.channel) || !r.open_now || r.expected_wait_s.value_or(0) <= p.policy.long_wait_s) continue;
    p.place(Channel::leave_message, i + 1);
    return true;
  }
  return false;
}

bool people_first_before_shipping(Plan& p) {
  if (p.stage != Stage::PAID_UNSHIPPED ||
      !is_one_of(p.in.intent, Intent::MODIFY_ADDRESS, Intent::ORDER_EXCEPTION, Intent::SHIP_REMIND))
    return false;
  const std::size_t first = p.find(Channel::self_service);
  if (first == Plan::npos) return false;
  std::vector<Channel> open;
  for (std::size_t i = first + 1; i < p.list.size(); ++i)
    if (is_store_human(p.list[i].channel) && p.list[i].open_now) open.push_back(p.list[i].channel);
  for (const Channel c : open) p.place(c, p.find(Channel::self_service));
  return !open.empty();
}

bool platform_only_for_money(Plan& p) {
  if (!is_one_of(p.in.intent, Intent::PAYMENT_HELP, Intent::ACCOUNT_SECURITY, Intent::FRAUD)) return false;
  std::vector<Channel> exactly{Channel::platform_service};
  if (p.claimed(Channel::platform_phone)) exactly.push_back(Channel::platform_phone);
  exactly.push_back(Channel::help_center);
  p.only(exactly);
  return true;
}

bool platform_first_for_complaints(Plan& p) {
  if (!is_one_of(p.in.intent, Intent::COMPLAINT_AGENT, Intent::COMPLAINT_STORE, Intent::DISSATISFIED)) return false;
  p.place(Channel::platform_service, 0);
  return true;
}

bool climb_when_unreachable(Plan& p) {
  if (!p.in.unreachable || p.in.unreachable->human_replied) return false;
  const UnreachableRule& rule = p.policy.unreachable;
  const Seconds waited = p.in.now - p.in.unreachable->since;
  if (waited < rule.leave_message_s) return false;
  if (p.find(Channel::leave_message) == Plan::npos) p.place(Channel::leave_message, p.first_platform());
  if (waited >= rule.service_first_s) {
    p.place(Channel::platform_service, 0);
    if (p.dispute_allowed) p.place(Channel::dispute, 1);
  } else if (waited >= rule.service_second_s) {
    const std::size_t at = p.find(Channel::platform_service);
    // Rank 2; one that stands first already is better served.
    if (at != 0) p.place(Channel::platform_service, std::min<std::size_t>(1, p.list.size()));
  }
  return true;
}

bool act_when_seller_is_silent(Plan& p) {
  if (p.escalation != Escalation::SELLER_TIMEOUT) return false;
  p.place(Channel::self_service, 0);
  p.place(Channel::platform_service, 1);
  if (p.dispute_allowed) p.place(Channel::dispute, 2);
  return true;
}

bool dispute_when_refused(Plan& p) {
  if (p.escalation != Escalation::SELLER_REFUSED) return false;
  std::vector<Channel> exactly;
  if (p.dispute_allowed) exactly.push_back(Channel::dispute);
  exactly.push_back(Channel::self_service);
  for (const Channel c : p.store_humans()) exactly.push_back(c);
  exactly.push_back(Channel::platform_service);
  exactly.push_back(Channel::regulator);
  p.only(exactly);
  return true;
}

bool platform_while_it_judges(Plan& p) {
  if (p.escalation != Escalation::CS_OPEN) return false;
  std::vector<Channel> exactly;
  if (p.dispute_allowed) exactly.push_back(Channel::dispute);
  exactly.push_back(Channel::platform_service);
  for (const Channel c : p.store_humans()) exactly.push_back(c);
  p.only(exactly);
  return true;
}

bool appeal_when_lost(Plan& p) {
  if (p.escalation != Escalation::CS_LOST) return false;
  p.only({Channel::appeal, Channel::regulator, Channel::arbitration, Channel::platform_service});
  return true;
}

bool safety_first(Plan& p) {
  if (p.escalation != Escalation::SAFETY && p.in.intent != Intent::SAFETY) return false;
  std::vector<Channel> exactly;
  if (p.claimed(Channel::platform_phone)) exactly.push_back(Channel::platform_phone);
  exactly.push_back(Channel::platform_service);
  exactly.push_back(Channel::regulator);
  p.only(exactly);
  return true;
}

bool a_person_at_once(Plan& p) {
  if (!p.in.wants_human && !p.in.assisted) return false;
  for (std::size_t i = 0; i < p.list.size(); ++i)
    if (is_human(p.list[i].channel) && p.list[i].enabled && p.list[i].open_now) {
      p.place(p.list[i].channel, 0);
      break;
    }
  p.drop([](const Plan&, const Route& r) { return is_bot(r.channel); });
  return true;
}

bool suppliers_have_their_own(Plan& p) {
  if (p.in.actor != Asker::SUPPLIER) return false;
  const Channel theirs = p.in.intent == Intent::ORDER_EXCEPTION ? Channel::erp_vendor : Channel::supplier_group;
  std::vector<Channel> exactly;
  if (p.claimed(theirs)) exactly.push_back(theirs);
  exactly.push_back(Channel::xiaoer);
  p.only(exactly);
  return true;
}

bool always_two_and_the_platform(Plan& p) {
  const bool no_platform = p.first_platform() == p.list.size();
  if (no_platform || p.list.size() < 2) p.place(Channel::help_center, p.list.size());
  if (p.list.size() < 2) p.place(Channel::platform_service, 0);
  const std::size_t first = p.first_platform();
  if (first >= kShown) p.place(p.list[first].channel, kShown - 1);
  return true;
}

struct Modifier {
  std::string_view code;
  bool (*apply)(Plan&);
};

constexpr Modifier kModifiers[] = {
    {"M1", drop_unclaimed},
    {"M2", ask_for_order},
    {"M3", step_back_when_closed},
    {"M4", offer_message_when_slow},
    {"M5", people_first_before_shipping},
    {"M6", platform_only_for_money},
    {"M7", platform_first_for_complaints},
    {"M8", climb_when_unreachable},
    {"M9", act_when_seller_is_silent},
    {"M10", dispute_when_refused},
    {"M11", platform_while_it_judges},
    {"M12", appeal_when_lost},
    {"M13", safety_first},
    {"M14", a_person_at_once},
    {"M15", suppliers_have_their_own},
    {"M16", always_two_and_the_platform},
};

}  // namespace

void apply_modifiers(Plan& plan) {
  for (const Modifier& m : kModifiers) {
    plan.code = m.code;
    if (!m.apply(plan)) continue;
    plan.trace.emplace_back(m.code);
    if (m.apply == platform_while_it_judges) plan.trace.emplace_back("SETTLEMENT_ONLY");
  }
}

}  // namespace kefu
