#include "server/cases.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>

#include "json/shapes.hpp"
#include "server/clock.hpp"
#include "server/digest.hpp"
#include "server/effects.hpp"
#include "server/json_edit.hpp"
#include "server/problem.hpp"
#include "server/trade_after.hpp"

namespace kefu::server {

namespace {

const Scope kEverything{"'' = :who", ""};
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

CaseRow row_of(const Case& c, const Dossier& d) {
  json::Writer w;
  json::write(w, c, d.store.utc_offset);
  return {c.case_id,   c.tid, d.row.buyer_id, d.row.store_id, std::string(name(c.status)), c.version,
          next_deadline(c), w.take()};
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
  write_effects(sql, row, next->effects, d.store.utc_offset, event.at);

  std::vector<Case> cases = input.cases;
  cases.push_back(after);
  if (auto document = trade_after(d.row.document, d.trade, d.store, after, cases, event.at))
    replace_trade(sql, d.row.tid, *document);
  // The warehouse goes on with what is left once nobody is asking for anything back.
  if (std::none_of(cases.begin(), cases.end(), is_open)) stop_consigning(sql, d.row.tid, false);
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
  const Case made = step(sql, *dossier, nullptr, event);
  return {201, case_answer(row_of(made, *dossier).document)};
}

Answer Cases::act(soci::session& sql, const Identity& who, const std::string& case_id, const std::string& body,
                  Instant at) const {
  const auto row = find_case(sql, scope_of(who), case_id);
  if (!row) throw not_found();
  json::Document doc(body);
  if (!doc.failed() && !doc.root().is_object()) doc.root()["type"].text();  // complains as for any other shape
  if (doc.failed()) throw problem_of(doc.error());
  const Event event = event_of(doc.root(), who.actor(), at);
  auto dossier = load_dossier(sql, packs_, kEverything, row->tid);
  const Case after = step(sql, *dossier, &case_id, event);
  return {200, case_answer(row_of(after, *dossier).document)};
}

int Cases::catch_up(Instant at) const {
  const auto ids = db_.read([&](soci::session& sql) { return due_cases(sql, at, kDueAtOnce); });
  int changed = 0;
  for (const std::string& id : ids) {
    try {
      db_.write([&](soci::session& sql) { changed += tick(sql, id, at); });
    } catch (const Problem& p) {  // one case's trouble must not keep the others waiting
      std::fprintf(stderr, "kefu-server: a deadline of case %s: %s\n", id.c_str(), p.detail.c_str());
    }
  }
  return changed;
}

bool Cases::tick(soci::session& sql, const std::string& case_id, Instant at) const {
  const auto row = find_case(sql, kEverything, case_id);
  if (!row || !row->due_at || *row->due_at > at) return false;  // somebody was faster
  auto dossier = load_dossier(sql, packs_, kEverything, row->tid);
  step(sql, *dossier, &case_id, system_event(EventType::tick, parse_case(row->document), at));
  return true;
}

std::optional<Refund> Cases::refund_of(const OutboxRow& effect) const {
  return db_.read([&](soci::session& sql) -> std::optional<Refund> {
    const auto row = find_case(sql, kEverything, effect.case_id);
    if (!row || !is_pending(sql, effect)) return std::nullopt;
    return Refund{effect.reference, row->case_id,  row->tid,
                  row->buyer_id,    row->store_id, effect.amount,
                  tenders_of(parse_case(row->document), effect.amount)};
  });
}

void Cases::report(const OutboxRow& effect, const PaymentOutcome& outcome, Instant at) const {
  db_.write([&](soci::session& sql) {
    const auto row = find_case(sql, kEverything, effect.case_id);
    if (!row || !is_pending(sql, effect)) return;
    const Case c = parse_case(row->document);
    const bool awaited = c.status == CaseStatus::REFUNDING && effect.reference == c.case_id + ":" + std::to_string(c.version);
    // What the platform pays ahead (A1) is answered by no event: the carrier goes on until it succeeds.
    if (!awaited && !outcome.paid && c.advanced > 0) throw Problem{502, "ADVANCE_FAILED", "The bank refused the advance."};
    mark_done(sql, effect, at);
    if (!awaited && c.advanced > 0) return;
    if (!awaited) {
      std::fprintf(stderr, "kefu-server: payment %s ended, but case %s no longer waits for it\n",
                   effect.reference.c_str(), c.case_id.c_str());
      return;
    }
    Event event = system_event(outcome.paid ? EventType::pay_ok : EventType::pay_fail, c, at);
    event.reference = effect.reference;
    auto dossier = load_dossier(sql, packs_, kEverything, row->tid);
    step(sql, *dossier, &row->case_id, event);
  });
}

}  // namespace kefu::server
