#include "kefu/advance.hpp"

#include <algorithm>

#include "engine/advance_scene.hpp"

namespace kefu {

namespace {

bool starts_in(const Transition& row, CaseStatus status) { return (row.from & bit(status)) != 0; }

const Transition* row_for(CaseStatus status, EventType event) {
  for (const Transition& row : kTransitions)
    if (row.by_event && row.event == event && starts_in(row, status)) return &row;
  return nullptr;
}

// D1 stands for D1u, D1s and D1v.
const Transition* row_for_timer(CaseStatus status, std::string_view timer) {
  for (const Transition& row : kTransitions)
    if (!row.timer.empty() && starts_in(row, status) && timer.substr(0, row.timer.size()) == row.timer &&
        (timer.size() == row.timer.size() || timer[row.timer.size()] > '9'))
      return &row;
  return nullptr;
}

std::vector<Actor> actors_of(Party party, const Store& store) {
  switch (party) {
    case Party::BUYER: return {Actor::BUYER};
    case Party::DESK: return {desk(store)};
    case Party::SHIPPER: return {Actor::SELLER, Actor::ERP};
    case Party::SYSTEM: return {Actor::SYSTEM};
    case Party::SYSTEM_OR_DESK: return {Actor::SYSTEM, Actor::PLATFORM_DESK};
  }
  return {};
}

bool may(Party party, Actor actor, const Store& store) {
  const std::vector<Actor> actors = actors_of(party, store);
  return std::find(actors.begin(), actors.end(), actor) != actors.end();
}

const Deadline* first_due(Scene& s, Instant now) {
  const Deadline* first = nullptr;
  for (const Deadline& d : s.c.deadlines) {
    const Transition* row = d.at <= now ? row_for_timer(s.c.status, d.id) : nullptr;
    if (!row || standing_refusal(*row, s)) continue;
    if (!first || d.at < first->at || (d.at == first->at && d.id < first->id)) first = &d;
  }
  return first;
}

// Each firing clears the deadlines of the status it leaves, so this ends.
void fire_due(Scene& s, Instant now) {
  while (const Deadline* due = first_due(s, now)) {
    const Moment moment{due->at, Actor::SYSTEM, nullptr, due->id};
    take(*row_for_timer(s.c.status, due->id), s, moment);
  }
}

// The host's screens and the platform's operations list come from the table itself (TOP allowed_operations).
void publish_allowed(Scene& s) {
  s.c.allowed.clear();
  s.c.not_allowed.clear();
  EventType last = EventType::tick;
  for (const Transition& any : kTransitions) {
    if (!any.by_event || any.stays || any.event == last) continue;
    last = any.event;
    const Transition* row = row_for(s.c.status, any.event);
    if (!row) {
      s.c.not_allowed.push_back({any.event, std::string(name(ErrorCode::ILLEGAL_EVENT))});
    } else if (row->stays) {
      continue;  // legal and without effect: nothing to offer anybody
    } else if (const auto guard = standing_refusal(*row, s)) {
      s.c.not_allowed.push_back({any.event, std::string(name(*guard))});
    } else {
      for (Actor a : actors_of(row->party, s.in.store)) s.c.allowed.push_back({any.event, a});
    }
  }
}

Error illegal(EventType event, CaseStatus status) {
  return make_error(ErrorCode::ILLEGAL_EVENT, "/event/type",
                    std::string(name(event)) + " is not possible in " + std::string(name(status)) + ".");
}

Error guard_failed(Guard guard, const std::string& detail) {
  std::string message(name(guard));
  if (!detail.empty()) message.append(": ").append(detail);
  std::string pointer = "/event";
  if (guard == Guard::amount || guard == Guard::description || guard == Guard::evidence || guard == Guard::message ||
      guard == Guard::proof || guard == Guard::reference)
    pointer.append("/").append(name(guard));
  return make_error(ErrorCode::GUARD_FAILED, std::move(pointer), std::move(message));
}

std::optional<Error> version_conflict(const Event& e, const Case& c) {
  const bool optional = e.type == EventType::submit || e.actor == Actor::SYSTEM;
  if (!e.version && optional) return std::nullopt;
  if (e.version && *e.version == c.version) return std::nullopt;
  return make_error(ErrorCode::VERSION_CONFLICT, "/event/version");
}

bool has_case_type(CaseType type) {
  return type == CaseType::RO_UNSHIPPED || type == CaseType::RO_IN_TRANSIT || type == CaseType::RO_RECEIVED;
}

std::optional<Error> malformed(const Event& e, const Scene& s, const Transition& row) {
  if (e.type == EventType::submit) {
    if (!e.request) return make_error(ErrorCode::MISSING_KEY, "/event/request");
    if (!row.stays && !has_case_type(e.request->type))
      return make_error(ErrorCode::UNSUPPORTED_TYPE, "/event/request/type", "The machine knows RO_* cases so far.");
  }
  if (s.in.current && s.c.status != CaseStatus::DRAFT && s.c.tid != s.in.trade.tid)
    return make_error(ErrorCode::GUARD_FAILED, "/trade/tid", "same_trade: the case belongs to another trade");
  return std::nullopt;
}

std::optional<Error> judge_event(const Event& e, Scene& s) {
  const Transition* row = row_for(s.c.status, e.type);
  if (!row) return illegal(e.type, s.c.status);
  if (!may(row->party, e.actor, s.in.store)) return make_error(ErrorCode::NOT_PERMITTED, "/event/actor");
  if (!row->stays)
    if (auto conflict = version_conflict(e, s.c)) return conflict;
  if (auto bad = malformed(e, s, *row)) return bad;
  for (Guard g : row->guards)
    if (const auto refusal = refusal_of(g, s, &e)) return guard_failed(g, *refusal);
  take(*row, s, {e.at, e.actor, &e, std::string(name(e.type))});
  return std::nullopt;
}

Advanced finished(Scene& s) {
  const bool unchanged = s.trace.empty() || (s.trace.size() == 1 && s.trace.front() == "T02");
  if (!unchanged) publish_allowed(s);
  return {std::move(s.c), std::move(s.effects), std::move(s.trace)};
}

// T02 where the host did not name the case: the open one on the line, if it is still open at the event's time.
std::optional<Case> open_on_line(const AdvanceInput& in) {
  if (in.current || in.event.type != EventType::submit || !in.event.request) return std::nullopt;
  for (const Case& c : in.cases)
    if (c.tid == in.trade.tid && is_open(c) && c.status != CaseStatus::DRAFT &&
        same_line(c.oid, in.event.request->oid) && blocks(c.type, in.event.request->type))
      return c;
  return std::nullopt;
}

std::vector<Case> others_than(const std::vector<Case>& cases, const std::string& id) {
  std::vector<Case> out;
  for (const Case& c : cases)
    if (id.empty() || c.case_id != id) out.push_back(c);
  return out;
}

}  // namespace

const Transition* automatic_row(Scene& s) {
  for (const Transition& row : kTransitions)
    if (!row.by_event && row.timer.empty() && starts_in(row, s.c.status) && !standing_refusal(row, s)) return &row;
  return nullptr;
}

Result<Advanced> advance(const AdvanceInput& input, const Policy& policy) {
  std::optional<Case> current = input.current;
  if (!current) current = open_on_line(input);
  const Event& e = input.event;
  if (!current && e.type == EventType::tick) return illegal(e.type, CaseStatus::DRAFT);
  Scene s{input, policy, {}, current.value_or(Case{}), {}, {}, {}, {}};
  s.others = others_than(input.cases, s.c.case_id);

  if (e.type == EventType::tick && e.actor != Actor::SYSTEM) return make_error(ErrorCode::NOT_PERMITTED, "/event/actor");
  fire_due(s, e.at);
  if (e.type == EventType::tick) return finished(s);
  if (!input.current && current && !is_open(s.c)) {
    // The open case's time had run out before this submit; its own tick will write that down. This is a new case.
    AdvanceInput after = input;
    after.cases = s.others;
    after.cases.push_back(std::move(s.c));
    return advance(after, policy);
  }

  if (auto error = judge_event(e, s)) return *error;
  if (!s.trace.empty() && s.trace.back() != "T02")
    while (const Transition* row = automatic_row(s)) take(*row, s, {e.at, Actor::SYSTEM, nullptr, "auto"});
  return finished(s);
}

std::optional<Instant> next_deadline(const Case& c) {
  std::optional<Instant> first;
  for (const Deadline& d : c.deadlines)
    if (row_for_timer(c.status, d.id) && (!first || d.at < *first)) first = d.at;
  return first;
}

}  // namespace kefu
