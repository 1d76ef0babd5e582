#include "server/message_rows.hpp"

#include <cstdio>

#include "server/problem.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

constexpr long long kFirstSaid = 1000;  // no step has that many effects
constexpr const char* kEverybody = "";

std::string message_id(long long step, long long position) {
  char out[48];
  std::snprintf(out, sizeof out, "m-%06lld-%06lld", step, position);
  return out;
}

}  // namespace

void insert_notice(soci::session& sql, const OutboxRow& row, const std::string& to, const std::string& code,
                   Instant now) {
  const long long at = now;
  sql << "INSERT INTO messages (case_id, step, position, recipient, code, sent_at)"
         " VALUES (:id, :step, :position, :to, :code, :at)",
      use(row.case_id), use(row.step), use(row.position), use(to), use(code), use(at);
}

Message say(soci::session& sql, const std::string& case_id, const std::string& from, const std::string& text,
            const std::string& evidence, Instant now) {
  // Changes nothing, but no other transaction gets past it: steps and messages of one case come one after another.
  sql << "UPDATE cases SET version = version WHERE case_id = :id", use(case_id);
  long long said = 0, step = 0, position = 0;
  const std::string everybody = kEverybody;
  sql << "SELECT COUNT(*) FROM messages WHERE case_id = :id AND recipient = :everybody", use(case_id), use(everybody),
      into(said);
  if (said >= kMostSaid)
    throw Problem{422, "TOO_MANY_MESSAGES", "This case holds as many messages as it can. Act on it, or call the platform."};
  sql << "SELECT COALESCE(MAX(step), 0) FROM outbox WHERE case_id = :id", use(case_id), into(step);
  sql << "SELECT COALESCE(MAX(position), 0) + 1 FROM messages WHERE case_id = :id AND step = :step", use(case_id),
      use(step), into(position);
  if (position < kFirstSaid) position = kFirstSaid;
  const long long at = now;
  sql << "INSERT INTO messages (case_id, step, position, recipient, code, sent_at, sender, text, evidence)"
         " VALUES (:id, :step, :position, :everybody, '', :at, :sender, :text, :evidence)",
      use(case_id), use(step), use(position), use(everybody), use(at), use(from), use(text), use(evidence);
  return {message_id(step, position), now, from, "", text, evidence};
}

std::vector<Message> messages_of(soci::session& sql, const std::string& case_id, const std::string& to) {
  std::vector<Message> out;
  Message m;
  long long step = 0, position = 0, at = 0;
  const std::string everybody = kEverybody;
  soci::statement rows = (sql.prepare << "SELECT step, position, sent_at, sender, code, text, evidence FROM messages"
                                         " WHERE case_id = :id AND (recipient = :to OR recipient = :everybody)"
                                         " ORDER BY step, position",
                          use(case_id), use(to), use(everybody), into(step), into(position), into(at), into(m.from),
                          into(m.code), into(m.text), into(m.evidence));
  rows.execute();
  while (rows.fetch()) {
    m.id = message_id(step, position);
    m.at = at;
    out.push_back(m);
  }
  return out;
}

void write_message(json::Writer& w, const Message& m, Seconds utc_offset) {
  w.open().key("id").value(m.id).key("at").time(m.at, utc_offset).key("from").value(m.from).key("code");
  if (m.code.empty()) w.null();
  else w.value(m.code);
  w.key("text");
  if (m.text.empty()) w.null();
  else w.value(m.text);
  w.key("evidence").raw(m.evidence).close();
}

}  // namespace kefu::server
