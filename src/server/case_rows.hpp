// case_rows.hpp: cases, and what their steps left to do (outbox), in the database.
#pragma once
#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "kefu/advance.hpp"
#include "kefu/time.hpp"
#include "server/case_summary.hpp"
#include "server/identity.hpp"

namespace kefu::server {

struct CaseRow {
  std::string case_id;
  std::string tid;
  std::string buyer_id;
  std::string store_id;
  std::string status;
  long long version = 0;
  std::optional<Instant> due_at;
  std::string document;
  CaseSummary summary;  // written with the row; not read back
};

std::optional<CaseRow> find_case(soci::session& sql, const Scope& scope, const std::string& case_id);
/// Every case of an order, oldest first; case ids sort by the time they were made.
std::vector<CaseRow> cases_of_trade(soci::session& sql, const std::string& tid);

/// What the caller may see, newest first; `tid` and `after` (a case id) narrow it when they are not empty.
std::vector<CaseRow> list_cases(soci::session& sql, const Scope& scope, const std::string& tid,
                                const std::string& after, int limit);

/// Cases with a deadline at or before `now`, oldest deadline first, ties by id.
std::vector<std::string> due_cases(soci::session& sql, Instant now, int limit);

void insert_case(soci::session& sql, const CaseRow& row);
/// Writes the row if the case still has version `expected`; false: somebody else was faster.
bool update_case(soci::session& sql, const CaseRow& row, long long expected);

/// One effect of a step. `step` counts a case's steps that had effects.
struct OutboxRow {
  std::string case_id;
  long long step = 0;
  long long position = 0;
  std::string type;
  std::string reference;
  long long amount = 0;
  std::string document;
  long long attempts = 0;
  long long created_at = 0;
  bool pending = true;  // a carrier has yet to do it; otherwise it is done with its step and kept as a record
};

/// Which carrier takes what waits: payments go to the port (carrier.hpp), alerts to the webhook (alerts.hpp).
enum class Carried { payments, alerts };

long long next_step(soci::session& sql, const std::string& case_id);
void insert_effects(soci::session& sql, const std::vector<OutboxRow>& rows, Instant now);
std::vector<OutboxRow> pending_effects(soci::session& sql, Carried what, Instant now, int limit);
/// Everything that the effect's step asked for, done or pending.
std::vector<OutboxRow> effects_of_step(soci::session& sql, const OutboxRow& row);
bool is_pending(soci::session& sql, const OutboxRow& row);
void mark_done(soci::session& sql, const OutboxRow& row, Instant now);
void postpone(soci::session& sql, const OutboxRow& row, Instant next_at);
/// Takes what is pending and due out of everybody else's sight until `until`; false: somebody else has it, or it is done.
bool hold(soci::session& sql, const OutboxRow& row, Instant now, Instant until);
/// Ends a hold, as if there had been none.
void give_back(soci::session& sql, const OutboxRow& row, Instant now);

}  // namespace kefu::server
