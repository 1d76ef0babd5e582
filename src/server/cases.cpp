#include "server/cases.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "json/shapes.hpp"
#include "server/clock.hpp"
#include "server/compensation.hpp"
#include "server/desk_rules.hpp"
#include "server/digest.hpp"
#include "server/effects.hpp"
#include "server/events_log.hpp"
#include "server/insurance.hpp"
#include "server/json_edit.hpp"
#include "server/log.hpp"
#include "server/problem.hpp"
#include "server/trade_after.hpp"

namespace kefu::server {

namespace {

constexpr int kDueAtOnce = 100;  // deadlines fired in one go; the sweeper comes again in a second

// Sorts by the time it was made, so the newest first is the index read backwards.
std::string new_case_id() { return std::to_string(now_ms()) + "-" + random_hex(4); }

// The body as an event, with what the caller must not choose put in its place.
Event event_of(json::Reader body, Actor actor, Instant at, std::vector<RawMember> more = {}) {
  more.emplace_back("actor", json_text(name(actor)));
  more.emplace_back("at", json_text(format_time(at, 0)));
  json::Document doc(with_members(body, more));
  Event event = json::read_event(doc.root());
  if (doc.failed()) throw problem_of(doc.error());
  return event;
}

Event system_event(EventType type, const Case& c, Instant at) {
  Event event;
  event.type = type;
  event.actor = Actor::SYSTEM;
  event.at = at;
  event.version = c.version;
  return event;
}

// T02: a second request for a line that has an open case is answered with that case.
const Case* open_case_on(const Dossier& d, const CheckRequest& request) {
  for (const Case& c : d.cases)
    if (is_open(c) && c.status != CaseStatus::DRAFT && blocks(c.type, request.type) && same_line(c.oid, request.oid))
      return &c;
  return nullptr;
}

// Whose money it is, in the ledger's words: what is paid ahead of the step that settles it is the platform's (A1).
std::string payer_of(const Case& c, const Store& store, bool ahead) {
  if (ahead) return "PLATFORM_FUND";
  const bool penalty = c.type == CaseType::LATE_SHIP && store.operation_mode == OperationMode::FULLY_MANAGED;
  return penalty ? "SUPPLIER_DEPOSIT" : "SELLER_RECEIVABLE";
}

bool is_awaited(const Case& c, const OutboxRow& effect) {
  return c.status == CaseStatus::REFUNDING && effect.reference == c.case_id + ":" + std::to_string(c.version);
}

// Every tender goes back to where it came from (T25); an amount that was settled otherwise is cash. Two tenders of one
// type are one account.
std::vector<std::pair<std::string, Fen>> tenders_of(const Case& c, Fen amount) {
  std::map<std::string, Fen> sums;
  Fen total = 0;
  for (const auto& [type, share] : c.settled.tenders) {
    sums[type] += share;
    total += share;
  }
  if (total != amount) return {{"CASH", amount}};
  return {sums.begin(), sums.end()};
}

// What was paid ahead, as its own step booked it: the case may ask for less by now.
std::vector<std::pair<std::string, Fen>> tenders_booked_with(soci::session& sql, const OutboxRow& effect) {
  static constexpr std::string_view kBuyer = "BUYER_";
  std::vector<std::pair<std::string, Fen>> out;
  for (const OutboxRow& other : effects_of_step(sql, effect)) {
    json::Document doc(other.document);
    if (other.type != name(EffectType::LEDGER) || other.amount <= 0) continue;
    const std::string account = doc.root()["account"].text();
    if (account.rfind(kBuyer, 0) == 0) out.emplace_back(account.substr(kBuyer.size()), other.amount);
  }
  return out;
}

CaseRow row_of(const Case& c, const Dossier& d) {
  json::Writer w;
  json::write(w, c, d.store.utc_offset);
  return {c.case_id,   c.tid, d.row.buyer_id, d.row.store_id, std::string(name(c.status)), c.version,
          next_deadline(c), w.take(), summary_of(c, d.trade)};
}

}  // namespace

std::string case_answer(const std::string& case_document) {
  json::Writer w;
  w.open().key("case").raw(case_document).close();
  return w.take();
}

// One step of one case, new (case_id null) or known, and everything that follows from it inside the database.
Case Cases::step(soci::session& sql, Dossier& d, const std::string* case_id, const Event& event) const {
  AdvanceInput input{std::nullopt, event, d.trade, d.store, {}};
  long long version = 0;
  for (const Case& c : d.cases) {
    if (case_id && c.case_id == *case_id) {
      input.current = c;
      version = c.version;
    } else {
      input.cases.push_back(c);
    }
  }
  const Result<Advanced> next = advance(input, *d.policy);
  if (!next) throw problem_of(next.error());

  const Case& after = next->after;
  const CaseRow row = row_of(after, d);
  if (!input.current) {
    insert_case(sql, row);
  } else if (!update_case(sql, row, version)) {
    throw problem_of(make_error(ErrorCode::VERSION_CONFLICT, "/version"));
  }
  write_effects(sql, row, !input.current, d.store, next->effects, event.at);

  claim_insurance(sql, after, d, input.cases, event.at);

  std::vector<Case> cases = input.cases;
  cases.push_back(after);
  if (auto document = trade_after(d.row.document, d.trade, d.store, after, cases, event.at))
    replace_trade(sql, d.row.tid, *document);
  // The warehouse goes on with what is left once nobody is asking for anything back.
  if (std::none_of(cases.begin(), cases.end(), is_open)) stop_consigning(sql, d.row.tid, false);
  append_event(sql, row, event.at);
  // A dispute stands in another case's place as long as it is not called off: what may be done with that one is new.
  const bool replaces = after.type == CaseType::DISPUTE && after.parent && (!input.current || !is_open(after));
  for (const Case& parent : input.cases) {
    if (!replaces || parent.case_id != *after.parent || !is_open(parent)) continue;
    Dossier then = load_dossier(sql, packs_, everything(), d.row.tid).value();
    step(sql, then, &parent.case_id, system_event(EventType::tick, parent, event.at));
  }
  return after;
}

Answer Cases::open(soci::session& sql, const Identity& who, const std::string& body, Instant at) const {
  if (who.role != Role::buyer) throw Problem{403, "NOT_PERMITTED", "Only a buyer opens a case."};
  json::Document doc(body);
  const std::string tid = doc.root()["tid"].text(1, 64);
  if (doc.failed()) throw problem_of(doc.error());
  auto dossier = load_dossier(sql, packs_, scope_of(who), tid);
  if (!dossier) throw not_found();

  const Event event = event_of(doc.root(), who.actor(), at,
                               {{"type", "\"submit\""}, {"version", "0"}, {"case_id", json_text(new_case_id())}});
  if (!event.request) throw problem_of(make_error(ErrorCode::MISSING_KEY, "/request"));
  if (const Case* open = open_case_on(*dossier, *event.request))
    return {200, case_answer(row_of(*open, *dossier).document)};
  std::optional<Policy> shared;  // alive for the step
  if (event.request->type == CaseType::LATE_SHIP) {
    shared = with_shared_maximum(sql, *dossier, at);
    if (shared) dossier->policy = &*shared;
  }
  Case made = step(sql, *dossier, nullptr, event);
  if (made.type == CaseType::LATE_SHIP && dossier->policy->late_ship.auto_pay) made = agree_by_policy(sql, tid, made, at);
  evidence_.require(sql, who, tid, "", event.evidence, "/evidence");  // what the step itself forbids is said first
  evidence_.attach(sql, made.case_id, event.evidence, at);
  return {201, case_answer(row_of(made, *dossier).document)};
}

Database::Foresight Cases::foresight(const Identity& who, const std::string& body) {
  json::Document doc(body);
  const std::string tid = doc.root()["tid"].text(1, 64);
  if (who.role != Role::buyer || doc.failed()) return {};
  return {tid, [scope = scope_of(who), tid](soci::session& sql) { foresee_dossier(sql, scope, tid); }};
}

void Cases::seller_ships(soci::session& sql, const std::string& tid, const Case& c, const std::string& waybill,
                         Instant at) const {
  Dossier dossier = load_dossier(sql, packs_, everything(), tid).value();
  Event event;
  event.type = EventType::seller_ships;
  event.actor = Actor::ERP;
  event.at = at;
  event.version = c.version;
  event.waybill = waybill;
  step(sql, dossier, &c.case_id, event);
}

// X7: who is late owes what the engine computed; where the pack says so nobody has to look at it.
Case Cases::agree_by_policy(soci::session& sql, const std::string& tid, const Case& c, Instant at) const {
  Dossier dossier = load_dossier(sql, packs_, everything(), tid).value();
  const Event event = system_event(EventType::agree, c, at);
  return step(sql, dossier, &c.case_id, event);
}

Answer Cases::act(soci::session& sql, const Identity& who, const std::string& case_id, const std::string& body,
                  Instant at) const {
  const auto row = find_case(sql, scope_of(who), case_id);
  if (!row) throw not_found();
  json::Document doc(body);
  if (!doc.failed() && !doc.root().is_object()) doc.root()["type"].text();  // complains as for any other shape
  if (doc.failed()) throw problem_of(doc.error());
  const Event event = event_of(doc.root(), who.actor(), at);
  auto dossier = load_dossier(sql, packs_, everything(), row->tid);
  const Case after = step(sql, *dossier, &case_id, event);
  evidence_.require(sql, who, row->tid, case_id, event.evidence, "/evidence");
  evidence_.require(sql, who, row->tid, case_id, event.proof, "/proof");
  evidence_.attach(sql, case_id, event.evidence, at);
  evidence_.attach(sql, case_id, event.proof, at);
  return {200, case_answer(shown_case(who, row_of(after, *dossier).document))};
}

int Cases::catch_up(Instant at) const {
  const auto ids = db_.read([&](soci::session& sql) { return due_cases(sql, at, kDueAtOnce); });
  int changed = 0;
  for (const std::string& id : ids) {
    try {
      changed += db_.write([&](soci::session& sql) { return tick(sql, id, at); });
    } catch (const Problem& p) {  // one case's trouble must not keep the others waiting
      log_trouble("a deadline of case " + id, p.detail);
    }
  }
  return changed;
}

bool Cases::tick(soci::session& sql, const std::string& case_id, Instant at) const {
  const auto row = find_case(sql, everything(), case_id);
  if (!row || !row->due_at || *row->due_at > at) return false;  // somebody was faster
  auto dossier = load_dossier(sql, packs_, everything(), row->tid);
  step(sql, *dossier, &case_id, system_event(EventType::tick, parse_case(row->document), at));
  return true;
}

std::optional<Refund> Cases::refund_of(const OutboxRow& effect) const {
  return db_.read([&](soci::session& sql) -> std::optional<Refund> {
    const auto row = find_case(sql, everything(), effect.case_id);
    if (!row || !is_pending(sql, effect)) return std::nullopt;
    if (effect.type == kInsurancePay) return insurance_payment(*row, effect);
    const Case c = parse_case(row->document);
    const Store store = parse_store(find_store(sql, row->store_id).value());
    const bool ahead = c.advanced > 0 && !is_awaited(c, effect);
    return Refund{effect.reference, row->case_id, row->tid, row->buyer_id, row->store_id, payer_of(c, store, ahead),
                  effect.amount, ahead ? tenders_booked_with(sql, effect) : tenders_of(c, effect.amount)};
  });
}

void Cases::report(const OutboxRow& effect, const PaymentOutcome& outcome, Instant at) const {
  db_.write([&](soci::session& sql) {
    const auto row = find_case(sql, everything(), effect.case_id);
    if (!row || !is_pending(sql, effect)) return;
    if (effect.type == kInsurancePay) {
      if (!outcome.paid) throw Problem{502, "INSURER_FAILED", "The insurer refused the claim."};
      mark_done(sql, effect, at);
      return book_insurance(sql, *row, effect, at);
    }
    const Case c = parse_case(row->document);
    const bool awaited = is_awaited(c, effect);
    // What the platform pays ahead (A1) is answered by no event: the carrier goes on until it succeeds.
    if (!awaited && !outcome.paid && c.advanced > 0) throw Problem{502, "ADVANCE_FAILED", "The bank refused the advance."};
    mark_done(sql, effect, at);
    if (!awaited && c.advanced > 0) return;
    if (!awaited) {
      log_trouble("payment " + effect.reference, "It ended, but its case no longer waits for it.");
      return;
    }
    Event event = system_event(outcome.paid ? EventType::pay_ok : EventType::pay_fail, c, at);
    event.reference = effect.reference;
    auto dossier = load_dossier(sql, packs_, everything(), row->tid);
    step(sql, *dossier, &row->case_id, event);
  });
}

}  // namespace kefu::server
