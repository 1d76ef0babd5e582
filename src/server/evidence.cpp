#include "server/evidence.hpp"

#include <algorithm>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "server/case_rows.hpp"
#include "server/digest.hpp"
#include "server/dossier.hpp"
#include "server/evidence_check.hpp"
#include "server/problem.hpp"
#include "server/shop_rows.hpp"

namespace kefu::server {

namespace {

constexpr long long kMostBytes = 100'000'000;  // no pack allows more
constexpr std::size_t kCaption = 200;          // domain §5.1
constexpr long long kDraftsAtOnce = 2;         // forms a buyer may be filling in at the same time
constexpr std::size_t kSumDigits = 64;

const Policy& policy_of(soci::session& sql, const Packs& packs, const std::string& store_id) {
  return packs.of(parse_store(find_store(sql, store_id).value()).policy);
}

void require_type(const EvidenceRow& row) {
  const bool film = row.kind == name(EvidenceKind::VIDEO);
  if (!is_evidence_type(row.type) || film != is_video(row.type))
    throw Problem{422, "EVIDENCE_TYPE",
                  "Pictures are image/jpeg, image/png or image/gif; videos, of the kind VIDEO, video/mp4, video/quicktime or video/webm.",
                  "/type"};
}

void require_room(const Policy& p, const Identity& who, const EvidenceRow& row, long long held) {
  const long long most = most_bytes(p, who, row.type);
  if (most == 0) throw Problem{422, "EVIDENCE_TYPE", "This store takes pictures only.", "/type"};
  if (row.bytes > most)
    throw Problem{422, "EVIDENCE_TOO_LARGE", "A file of this type may have at most " + std::to_string(most) + " bytes.", "/bytes"};
  if (held >= kDraftsAtOnce * p.evidence_max)
    throw Problem{422, "EVIDENCE_TOO_MANY", "There are too many files that no case holds yet. Take one back first."};
}

EvidenceRow announced(const std::string& body, std::optional<std::string>& case_id) {
  EvidenceRow row;
  json::Document doc(body);
  const json::Reader r = doc.root();
  row.tid = r["tid"].text(1, 64);
  if (auto v = r["case_id"].maybe()) case_id = v.text(1, 100);
  row.kind = name(r["kind"].word<EvidenceKind>());
  row.type = r["type"].text(1, 100);
  row.bytes = r["bytes"].integer(1, kMostBytes);
  row.sha256 = r["sha256"].text(kSumDigits, kSumDigits);
  if (auto v = r["caption"].maybe()) row.caption = v.text(0, kCaption);
  if (!doc.failed() && row.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
    r["sha256"].complain(ErrorCode::OUT_OF_RANGE, "SHA-256 is 64 hexadecimal digits in lower case.");
  if (doc.failed()) throw problem_of(doc.error());
  return row;
}

}  // namespace

// A shop's pictures may be larger: with them returned goods are refused (domain, TOP returngoods.refuse).
std::int64_t most_bytes(const Policy& p, const Identity& who, std::string_view type) {
  if (is_video(type)) return p.evidence_video_bytes_max;
  return who.role == Role::buyer ? p.evidence_bytes_max : std::max(p.evidence_bytes_max, p.proof_bytes_max);
}

Answer Evidence::begin(soci::session& sql, const Identity& who, const std::string& body, Instant at) const {
  std::optional<std::string> case_id;
  EvidenceRow row = announced(body, case_id);
  const auto trade = find_trade(sql, scope_of(who), row.tid);
  if (!trade) throw not_found();
  if (case_id) {
    const auto found = find_case(sql, scope_of(who), *case_id);
    if (!found || found->tid != row.tid) throw not_found();
  } else if (who.role == Role::supplier) {
    throw Problem{403, "NOT_PERMITTED", "A supplier has a say in a case only. Name it as case_id.", "/case_id"};
  }
  require_type(row);
  row.owner = who.key_scope();
  require_room(policy_of(sql, packs_, trade->store_id), who, row, count_unattached(sql, row.owner, row.tid));
  row.id = EvidenceFiles::new_id();
  row.buyer_id = trade->buyer_id;
  row.store_id = trade->store_id;
  row.actor = name(who.actor());
  row.created_at = at;
  insert_evidence(sql, row);
  json::Writer w;
  w.open().key("id").value(row.id).key("offset").value(0).close();
  return {201, w.take()};
}

EvidenceRow Evidence::find(const Identity& who, const std::string& id) const {
  auto row = db_.read([&](soci::session& sql) { return find_evidence(sql, who, id); });
  if (!row) throw not_found();
  return *row;
}

EvidenceRow Evidence::own(const Identity& who, const std::string& id) const {
  EvidenceRow row = find(who, id);
  if (row.owner != who.key_scope()) throw not_found();
  return row;
}

long long Evidence::append(const EvidenceRow& row, long long offset, std::string_view chunk) const {
  if (chunk.size() > kMostChunkBytes)
    throw Problem{413, "TOO_LARGE", "A chunk may have at most " + std::to_string(kMostChunkBytes) + " bytes."};
  const Problem elsewhere{409, "OFFSET_CONFLICT", "The upload is elsewhere. Ask with HEAD where it stands, and go on from there."};
  if (offset != row.received) throw elsewhere;
  const long long end = offset + static_cast<long long>(chunk.size());
  if (end > row.bytes)
    throw Problem{413, "TOO_LARGE", "These are more bytes than were announced: " + std::to_string(row.bytes) + "."};
  if (chunk.empty()) return offset;
  files_.append(row.id, offset, chunk);
  const bool last = end == row.bytes;
  if (last) finish(row);
  if (!db_.write([&](soci::session& sql) { return receive(sql, row.id, offset, end, last); })) throw elsewhere;
  if (last) files_.drop_part(row.id);
  return end;
}

// What was announced is there, and is what it should be; else nothing of it is left.
void Evidence::finish(const EvidenceRow& row) const {
  const std::string bytes = files_.read_part(row.id, row.bytes);
  try {
    if (sha256_hex(bytes) != row.sha256)
      throw Problem{422, "EVIDENCE_HASH", "The bytes are not those that were announced: their SHA-256 is another one.", "/sha256"};
    const long long side = db_.read([&](soci::session& sql) { return policy_of(sql, packs_, row.store_id).evidence_side_max; });
    check_evidence(bytes, row.type, {side});
  } catch (const Problem&) {
    // Of two calls with the last bytes one may have read the other's half: what was found whole stays.
    if (db_.write([&](soci::session& sql) { return doom_upload(sql, row.id); })) forget({row.id});
    throw;
  }
  files_.keep(row.id, bytes);
}

std::string Evidence::bytes_of(const EvidenceRow& row) const {
  if (row.state != name(EvidenceState::COMPLETE)) throw not_found();
  auto bytes = files_.read(row.id);
  if (!bytes) throw std::runtime_error("the bytes of evidence " + row.id + " are gone");
  return std::move(*bytes);
}

void Evidence::take_back(const EvidenceRow& row) const {
  const bool gone = db_.write([&](soci::session& sql) {
    doom(sql, row.id);
    const auto all = doomed(sql);
    return std::find(all.begin(), all.end(), row.id) != all.end();
  });
  if (!gone) throw Problem{409, "EVIDENCE_ATTACHED", "A case holds it already; what was filed stays."};
  forget({row.id});
}

void Evidence::require(soci::session& sql, const Identity& who, const std::string& tid, const std::string& case_id,
                       const std::vector<std::string>& ids, const std::string& pointer) const {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!case_id.empty() && holds_evidence(sql, case_id, ids[i])) continue;
    const std::string at = pointer + "/" + std::to_string(i);
    const auto row = find_evidence(sql, who, ids[i]);
    if (!row || row->owner != who.key_scope() || row->tid != tid)
      throw Problem{422, "EVIDENCE_UNKNOWN", "This is none of the caller's uploads about this order. Upload it first.", at};
    if (row->state != name(EvidenceState::COMPLETE))
      throw Problem{422, "EVIDENCE_INCOMPLETE", "This upload is not finished. Send the rest of it first.", at};
  }
}

void Evidence::attach(soci::session& sql, const std::string& case_id, const std::vector<std::string>& ids, Instant at) const {
  for (const std::string& id : ids)
    if (!link_evidence(sql, case_id, id, at)) throw Problem{422, "EVIDENCE_UNKNOWN", "An upload was swept meanwhile. Upload it again."};
}

void Evidence::write_list(json::Writer& w, soci::session& sql, const std::string& case_id, Seconds utc_offset) {
  w.open_list();
  for (const EvidenceRow& r : evidence_of_case(sql, case_id)) {
    w.open().key("id").value(r.id).key("kind").value(r.kind).key("type").value(r.type).key("bytes").value(static_cast<std::int64_t>(r.bytes));
    w.key("by").value(r.actor).key("at").time(r.created_at, utc_offset).key("caption").value(r.caption).close();
  }
  w.close_list();
}

void Evidence::sweep(Instant at) const {
  forget(db_.write([&](soci::session& sql) { return doom_unattached(sql, at - kUnattachedFor_s); }));
}

// The files first: a row without its file can be forgotten later, a file without its row never.
void Evidence::forget(const std::vector<std::string>& ids) const {
  for (const std::string& id : ids) {
    files_.remove(id);
    db_.write([&](soci::session& sql) { forget_evidence(sql, id); });
  }
}

}  // namespace kefu::server
