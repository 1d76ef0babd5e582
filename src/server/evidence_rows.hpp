// evidence_rows.hpp: what is known of each piece of evidence; its bytes lie beside the database (evidence_files.hpp).
//
//   insert_evidence(sql, row);                            // an upload begins: received 0
//   receive(sql, row.id, 0, 262144, false);               // false: somebody else was faster
//   link_evidence(sql, case_id, row.id, now);             // from then on the parties of the case see it, for good
//   doom_unattached(sql, before);                         // ids whose bytes may go; then forget_evidence
//
// A piece is UPLOADING until its bytes are all there and checked, then COMPLETE. DOOMED ones exist for nobody: they are
// told apart from free ids only so that a crash between the row and the file leaves neither alone.
#pragma once
#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "kefu/names.hpp"
#include "kefu/time.hpp"
#include "server/identity.hpp"

namespace kefu {
// Domain §5.1, Evidence.
#define KEFU_EVIDENCE_KINDS(X) X(IMAGE) X(VIDEO) X(CHAT) X(WAYBILL) X(INVOICE) X(TEST_REPORT) X(SNAPSHOT)
KEFU_ENUM(EvidenceKind, KEFU_EVIDENCE_KINDS)
#define KEFU_EVIDENCE_STATES(X) X(UPLOADING) X(COMPLETE) X(DOOMED)
KEFU_ENUM(EvidenceState, KEFU_EVIDENCE_STATES)
}  // namespace kefu

namespace kefu::server {

struct EvidenceRow {
  std::string id;
  std::string tid, buyer_id, store_id;  // of its order: a Scope's condition applies to rows of evidence too
  std::string owner;                    // Identity::key_scope of who uploaded it
  std::string actor;
  std::string kind, type, caption;
  std::string sha256;                   // as announced; checked when the last byte is there
  long long bytes = 0, received = 0;
  std::string state = "UPLOADING";
  Instant created_at = 0;
  bool attached = false;                // a case, or a message, holds it
};

void insert_evidence(soci::session& sql, const EvidenceRow& row);

/// What the caller may see: his own uploads, and what is attached to a case that is his to see.
std::optional<EvidenceRow> find_evidence(soci::session& sql, const Identity& who, const std::string& id);

/// The pieces that a case holds, oldest first.
std::vector<EvidenceRow> evidence_of_case(soci::session& sql, const std::string& case_id);
bool holds_evidence(soci::session& sql, const std::string& case_id, const std::string& id);
/// How many of an owner's pieces about this order no case holds yet.
long long count_unattached(soci::session& sql, const std::string& owner, const std::string& tid);

/// Moves the offset on from where it was expected; `complete`: these were the last bytes, and they are as announced.
bool receive(soci::session& sql, const std::string& id, long long expected, long long received, bool complete);

/// False: it is not complete, or was swept meanwhile.
bool link_evidence(soci::session& sql, const std::string& case_id, const std::string& id, Instant now);

/// Takes unattached pieces that were begun before `before` out of everybody's sight, or one of them by its id.
std::vector<std::string> doom_unattached(soci::session& sql, Instant before);
void doom(soci::session& sql, const std::string& id);
/// One that is still uploading; false: another call has finished it meanwhile.
bool doom_upload(soci::session& sql, const std::string& id);
std::vector<std::string> doomed(soci::session& sql);
void forget_evidence(soci::session& sql, const std::string& id);

}  // namespace kefu::server
