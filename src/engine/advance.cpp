#include "kefu/advance.hpp"

#include <algorithm>

#include "engine/advance_scene.hpp"

namespace kefu {

namespace {

struct Choice {
  const Transition* row = nullptr;  // nullptr: nothing fits the case's state
  std::optional<Guard> refusal;     // why not that row; nothing: it may be taken
};

// Of the rows that fit, the first that may be taken; else the first, and why not.
template <class Trigger>
Choice choose(Scene& s, Trigger triggered) {
  Choice first;
  for (const Transition& row : kTransitions) {
    if (!triggered(row) || !fits_state(row, s.c)) continue;
    const auto refusal = standing_refusal(row, s);
    if (!refusal) return {&row, {}};
    if (!first.row) first = {&row, refusal};
  }
  return first;
}

Choice row_for(Scene& s, EventType event) {
  return choose(s, [event](const Transition& row) { return row.event == event; });
}

std::vector<Actor> actors_of(Set by, const Scene& s) {
  std::vector<Actor> out;
  for (std::size_t a = 0; a < words<Actor>().size(); ++a)
    if (contains(by, a)) out.push_back(static_cast<Actor>(a));
  if ((by & kDesk) != 0) out.insert(out.begin(), desk(s.in.store));
  if ((by & kLoser) != 0) out.push_back(s.c.cs_status == 9 ? Actor::BUYER : Actor::SELLER);
  // Nobody calls off what the platform began itself.
  if ((by & kApplicant) != 0 && s.c.intervention && s.c.intervention->by != Actor::SYSTEM)
    out.push_back(s.c.intervention->by);
  return out;
}

bool may(Set by, Actor actor, const Scene& s) {
  const std::vector<Actor> actors = actors_of(by, s);
  return std::find(actors.begin(), actors.end(), actor) != actors.end();
}

// X7: where the pack pays late shipment by itself the host agrees in the desk's place. Nobody is offered that.
bool by_policy(const Transition& row, Actor actor, const Scene& s) {
  return actor == Actor::SYSTEM && row.event == EventType::agree && s.c.type == CaseType::LATE_SHIP &&
         s.policy.late_ship.auto_pay;
}

void take_automatic(Scene& s, Instant at) {
  while (const Transition* row = automatic_row(s))
    take(*row, s, {at, Actor::SYSTEM, nullptr, row->id == "T05" ? "auto" : std::string(row->id)});
}

Choice row_due(Scene& s, const Deadline& d) {
  return choose(s, [&d](const Transition& row) { return is_timer(row, d.id); });
}

const Deadline* first_due(Scene& s, Instant now) {
  const Deadline* first = nullptr;
  for (const Deadline& d : s.c.deadlines) {
    if (d.at > now) continue;
    const Choice choice = row_due(s, d);
    if (!choice.row || choice.refusal) continue;
    if (!first || d.at < first->at || (d.at == first->at && d.id < first->id)) first = &d;
  }
  return first;
}

// Each firing takes its own deadline away, and what it starts lies later, so this ends.
void fire_due(Scene& s, Instant now) {
  while (const Deadline* due = first_due(s, now)) {
    const Moment moment{due->at, Actor::SYSTEM, nullptr, due->id};
    take(*row_due(s, *due).row, s, moment);
    take_automatic(s, moment.at);
  }
}

// The host's screens and the platform's operations list come from the table itself (TOP allowed_operations).
void publish_allowed(Scene& s) {
  s.c.allowed.clear();
  s.c.not_allowed.clear();
  for (std::size_t e = 0; e < words<EventType>().size(); ++e) {
    const EventType event = static_cast<EventType>(e);
    if (event == EventType::submit || event == EventType::tick) continue;  // neither is offered to anybody
    const Choice choice = row_for(s, event);
    const std::vector<Actor> actors = choice.row && !choice.refusal ? actors_of(choice.row->by, s) : std::vector<Actor>();
    for (Actor a : actors) s.c.allowed.push_back({event, a});
    if (!actors.empty()) continue;
    const std::string_view why = !choice.row      ? name(ErrorCode::ILLEGAL_EVENT)
                                 : choice.refusal ? std::string_view(name(*choice.refusal))
                                                  : name(ErrorCode::NOT_PERMITTED);
    s.c.not_allowed.push_back({event, std::string(why)});
  }
}

Error illegal(EventType event, CaseStatus status) {
  return make_error(ErrorCode::ILLEGAL_EVENT, "/event/type",
                    std::string(name(event)) + " is not possible in " + std::string(name(status)) + ".");
}

// A guard that judges a member of the event bears its name.
Error guard_failed(Guard guard, const std::string& detail) {
  std::string message(name(guard));
  if (!detail.empty()) message.append(": ").append(detail);
  std::string pointer = guard == Guard::answers ? "/event/request" : "/event";
  if (guard > Guard::eligible && guard != Guard::offer) pointer.append("/").append(guard == Guard::verdict ? "for" : name(guard));
  return make_error(ErrorCode::GUARD_FAILED, std::move(pointer), std::move(message));
}

// The version guards decisions about the main state; other words may come without one.
std::optional<Error> version_conflict(const Transition& row, const Event& e, const Case& c) {
  const bool decides = row.id[0] == 'T' || row.target == Target::judged;
  if (!e.version && (!decides || e.type == EventType::submit || e.actor == Actor::SYSTEM)) return std::nullopt;
  if (e.version && *e.version == c.version) return std::nullopt;
  return make_error(ErrorCode::VERSION_CONFLICT, "/event/version");
}

std::optional<Error> malformed(const Event& e, const Scene& s) {
  if (e.type == EventType::submit && !e.request) return make_error(ErrorCode::MISSING_KEY, "/event/request");
  if (s.in.current && s.c.status != CaseStatus::DRAFT && s.c.tid != s.in.trade.tid)
    return make_error(ErrorCode::GUARD_FAILED, "/trade/tid", "same_trade: the case belongs to another trade");
  return std::nullopt;
}

std::optional<Error> judge_event(const Event& e, Scene& s) {
  const Choice choice = row_for(s, e.type);
  if (!choice.row) return illegal(e.type, s.c.status);
  const Transition& row = *choice.row;
  if (!may(row.by, e.actor, s) && !by_policy(row, e.actor, s)) return make_error(ErrorCode::NOT_PERMITTED, "/event/actor");
  if (!row.silent)
    if (auto conflict = version_conflict(row, e, s.c)) return conflict;
  if (auto bad = malformed(e, s)) return bad;
  if (choice.refusal) return guard_failed(*choice.refusal, "");
  for (Guard g : row.guards)
    if (!is_standing(g))
      if (const auto refusal = refusal_of(g, s, &e)) return guard_failed(g, *refusal);
  take(row, s, {e.at, e.actor, &e, std::string(name(e.type))});
  return std::nullopt;
}

Advanced finished(Scene& s) {
  const bool given_back = s.trace.size() == 1 && s.trace.front() == "T02";
  if (!given_back) publish_allowed(s);
  return {std::move(s.c), std::move(s.effects), std::move(s.trace)};
}

// T02 where the host did not name the case: the open one on the line, if it is still open at the event's time.
const Case* open_on_line(const AdvanceInput& in) {
  if (in.current || in.event.type != EventType::submit || !in.event.request) return nullptr;
  for (const Case& c : in.cases)
    if (c.tid == in.trade.tid && is_open(c) && c.status != CaseStatus::DRAFT &&
        same_line(c.oid, in.event.request->oid) && blocks(c.type, in.event.request->type))
      return &c;
  return nullptr;
}

std::vector<Case> others_than(const std::vector<Case>& cases, const std::string& id) {
  std::vector<Case> out;
  for (const Case& c : cases)
    if (c.case_id != id) out.push_back(c);
  return out;
}

bool lists(const std::vector<Case>& cases, const std::string& id) {
  return !id.empty() && std::any_of(cases.begin(), cases.end(), [&](const Case& c) { return c.case_id == id; });
}

}  // namespace

const Transition* automatic_row(Scene& s) {
  const Choice choice =
      choose(s, [](const Transition& row) { return row.event == EventType::tick && row.timer.empty(); });
  return choice.refusal ? nullptr : choice.row;
}

Result<Advanced> advance(const AdvanceInput& input, const Policy& policy) {
  const Case* current = input.current ? &*input.current : open_on_line(input);
  const Event& e = input.event;
  if (!current && e.type == EventType::tick) return illegal(e.type, CaseStatus::DRAFT);
  const std::string id = current ? current->case_id : "";
  const bool listed = lists(input.cases, id);  // the case itself may lie among the others
  const std::vector<Case> rest = listed ? others_than(input.cases, id) : std::vector<Case>();
  Scene s{input, policy, listed ? rest : input.cases, current ? *current : Case{}, {}, {}, kMaxFen, {}, {}};

  if (e.type == EventType::tick && e.actor != Actor::SYSTEM) return make_error(ErrorCode::NOT_PERMITTED, "/event/actor");
  fire_due(s, e.at);
  if (e.type == EventType::tick) {
    take_automatic(s, e.at);
    return finished(s);
  }
  if (!input.current && current && !is_open(s.c)) {
    // The open case's time had run out before this submit; its own tick will write that down. This is a new case.
    AdvanceInput after = input;
    after.cases = s.others;
    after.cases.push_back(std::move(s.c));
    return advance(after, policy);
  }

  if (auto error = judge_event(e, s)) return *error;
  if (s.trace.back() != "T02") take_automatic(s, e.at);
  return finished(s);
}

std::optional<Instant> next_deadline(const Case& c) {
  std::optional<Instant> first;
  for (const Deadline& d : c.deadlines)
    for (const Transition& row : kTransitions)
      if (is_timer(row, d.id) && fits_state(row, c) && contains(row.types, c.type) && (!first || d.at < *first)) first = d.at;
  return first;
}

}  // namespace kefu
