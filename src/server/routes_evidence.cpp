#include <charconv>

#include "server/clock.hpp"
#include "server/evidence_check.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

constexpr const char* kOffset = "Upload-Offset";
constexpr const char* kChunkType = "application/offset+octet-stream";  // tus 1.0, PATCH

long long offset_of(const Request& request) {
  const std::string text = request.header("upload-offset").value_or("");
  long long offset = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
  if (error != std::errc{} || end != text.data() + text.size() || offset < 0)
    throw Problem{400, "BAD_REQUEST", "Send Upload-Offset: the number of bytes that are there already."};
  return offset;
}

Response standing_at(int status, long long offset) {
  Response r;
  r.status = status;
  return r.with(kOffset, std::to_string(offset)).with("Cache-Control", "no-store");
}

}  // namespace

Response post_evidence(const Call& call) {
  const Instant at = now();
  return call.service.answers.once(call.who, call.request, at, [&](soci::session& sql) {
    return call.service.evidence.begin(sql, call.who, call.request.body, at);
  });
}

Response patch_evidence(const Call& call) {
  const Evidence& evidence = call.service.evidence;
  const EvidenceRow row = evidence.own(call.who, call.id);
  if (call.request.header("content-type").value_or("") != kChunkType)
    throw Problem{415, "UNSUPPORTED_MEDIA_TYPE", std::string("Send the bytes as ") + kChunkType + "."};
  const long long offset = offset_of(call.request);
  try {
    return standing_at(204, evidence.append(row, offset, call.request.body));
  } catch (const Problem& p) {
    if (p.status != 409) throw;
    return to_response(p).with(kOffset, std::to_string(evidence.own(call.who, call.id).received));
  }
}

Response head_evidence(const Call& call) {
  const EvidenceRow row = call.service.evidence.own(call.who, call.id);
  return standing_at(200, row.received).with("Upload-Length", std::to_string(row.bytes));
}

// What strangers made is shown by whoever asked for it, never run: no sniffing, no scripts, no page of its own.
Response get_evidence(const Call& call) {
  const EvidenceRow row = call.service.evidence.find(call.who, call.id);
  Response r;
  r.content_type = row.type;
  r.body = call.service.evidence.bytes_of(row);
  r.with("Content-Disposition", "attachment; filename=\"" + row.id + std::string(extension_of(row.type)) + "\"");
  r.with("Content-Security-Policy", "default-src 'none'; sandbox");
  r.with("Cache-Control", "private, max-age=86400, immutable");
  return r;
}

Response delete_evidence(const Call& call) {
  call.service.evidence.take_back(call.service.evidence.own(call.who, call.id));
  Response r;
  r.status = 204;
  return r;
}

}  // namespace kefu::server
