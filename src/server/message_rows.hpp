// message_rows.hpp: what was said about a case: the system's notices to one side, and the parties' own words to all.
//
//   insert_notice(sql, outbox_row, "BUYER", "REFUND_AGREED", now);
//   say(sql, case_id, "SELLER", "您好，已为您处理", {"e-1"}, now);
//   messages_of(sql, case_id, "BUYER")          // both, in the order in which they came to be
//
// One table holds both. A notice has the place of its effect in the outbox (step, position); a party's words follow the
// last step that there was, at positions from kFirstSaid on. So place alone gives the order, without a clock.
#pragma once
#include <soci/soci.h>

#include <string>
#include <vector>

#include "json/writer.hpp"
#include "kefu/time.hpp"
#include "server/case_rows.hpp"

namespace kefu::server {

inline constexpr long long kMostSaid = 500;            // messages of the parties in one case
inline constexpr std::size_t kLongestMessage = 500;    // characters
inline constexpr std::size_t kMostShown = 9;           // pieces of evidence in one message

struct Message {
  std::string id;  // sorts as it was said
  Instant at = 0;
  std::string from;  // an Actor's name; SYSTEM: a notice
  std::string code;  // of a notice
  std::string text;  // of a party
  std::string evidence = "[]";  // JSON
};

void insert_notice(soci::session& sql, const OutboxRow& row, const std::string& to, const std::string& code, Instant now);

/// Adds a party's message and returns it; the case's row is locked, so that two at a time find two places. Throws the
/// Problem TOO_MANY_MESSAGES.
Message say(soci::session& sql, const std::string& case_id, const std::string& from, const std::string& text,
            const std::string& evidence, Instant now);

/// {"id","at","from","code","text","evidence"}; code or text is null.
void write_message(json::Writer& w, const Message& message, Seconds utc_offset);

/// The parties' messages and the notices to `to` (an Actor's name).
std::vector<Message> messages_of(soci::session& sql, const std::string& case_id, const std::string& to);

}  // namespace kefu::server
