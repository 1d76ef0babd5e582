// evidence.hpp: photos and short videos with which the parties of a case show what is so.
//
//   Answer a = evidence.begin(sql, who, body, now);            // POST /v1/evidence: {"id","offset":0}
//   evidence.append(who, id, offset, chunk, now);              // PATCH: the offset after it; the last one is checked
//   evidence.require(sql, who, tid, case_id, ids, "/evidence");// of an event: 422 EVIDENCE_UNKNOWN at the one at fault
//   evidence.attach(sql, case_id, ids, now);                   // in the step's own transaction
//   evidence.write_list(w, sql, case_id, utc_offset);          // a case's gallery
//   evidence.sweep(now);                                       // what nobody attached within a day goes
//
// Uploading follows the core of tus 1.0 (offset, HEAD after a cut, 409 for another offset). How many and how large is the
// pack's word; what a file must be is evidence_check.hpp's.
#pragma once
#include <string>
#include <vector>

#include "server/answers.hpp"
#include "server/database.hpp"
#include "server/evidence_files.hpp"
#include "server/evidence_rows.hpp"
#include "server/packs.hpp"

namespace kefu::json {
class Writer;
}

namespace kefu::server {

/// Bytes that one file of this type may have from this caller; 0: the store takes none.
std::int64_t most_bytes(const Policy& p, const Identity& who, std::string_view type);

class Evidence {
 public:
  static constexpr std::size_t kMostChunkBytes = 256 * 1024;
  static constexpr Seconds kUnattachedFor_s = kDay;

  Evidence(Database& db, const Packs& packs, std::filesystem::path folder) : db_(db), packs_(packs), files_(std::move(folder)) {}

  Answer begin(soci::session& sql, const Identity& who, const std::string& body, Instant at) const;

  /// An upload as it stands; throws 404.
  EvidenceRow find(const Identity& who, const std::string& id) const;
  /// The caller's own upload; throws 404 also for what others attached.
  EvidenceRow own(const Identity& who, const std::string& id) const;
  /// `row` as `own` gave it. The offset afterwards; throws 409 OFFSET_CONFLICT, 413, and the check's refusals.
  long long append(const EvidenceRow& row, long long offset, std::string_view chunk) const;
  /// Throws 404 for what is not there in full.
  std::string bytes_of(const EvidenceRow& row) const;
  /// Takes an own upload back that no case holds; throws 409 EVIDENCE_ATTACHED.
  void take_back(const EvidenceRow& row) const;

  /// Each id is the caller's own, complete and about this order, or a piece that the case (may be "") holds already.
  void require(soci::session& sql, const Identity& who, const std::string& tid, const std::string& case_id,
               const std::vector<std::string>& ids, const std::string& pointer) const;
  void attach(soci::session& sql, const std::string& case_id, const std::vector<std::string>& ids, Instant at) const;

  static void write_list(json::Writer& w, soci::session& sql, const std::string& case_id, Seconds utc_offset);

  void sweep(Instant at) const;

 private:
  void finish(const EvidenceRow& row) const;
  void forget(const std::vector<std::string>& ids) const;

  Database& db_;
  const Packs& packs_;
  EvidenceFiles files_;
};

}  // namespace kefu::server
