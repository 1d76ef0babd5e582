#include "server/problem.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace kefu::server {

namespace {

// A document that cannot be read is the sender's slip (400); one that is read and refused is 422; a step that came too
// late or is not the caller's has its own status.
int status_of(std::string_view code) {
  if (code == "INVALID_JSON" || code == "TOO_DEEP") return 400;
  if (code == "TOO_LARGE") return 413;
  if (code == "NOT_PERMITTED") return 403;
  if (code == "UNKNOWN_COMMAND") return 404;
  if (code == "ILLEGAL_EVENT" || code == "VERSION_CONFLICT") return 409;
  return 422;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

Problem problem_of(const Error& error) {
  const std::string code(name(error.code));
  return {status_of(code), code, error.message, error.pointer};
}

Problem problem_of_reply(std::string_view reply) {
  json::Document doc(reply);
  const json::Reader error = doc.root()["error"];
  Problem p{422, error["code"].text(), error["message"].text(), error["pointer"].text()};
  if (doc.failed()) return {500, "INTERNAL", "The refusal could not be read.", ""};
  p.status = status_of(p.code);
  return p;
}

Response to_response(const Problem& problem) {
  json::Writer w;
  w.open();
  w.key("type").value("urn:kefu:problem:" + lower(problem.code));
  w.key("title").value(status_phrase(problem.status));
  w.key("status").value(problem.status);
  w.key("detail").value(problem.detail);
  w.key("code").value(problem.code);
  w.key("pointer").value(problem.pointer);
  if (!problem.case_id.empty()) w.key("case_id").value(problem.case_id);
  w.close();
  Response r = json_response(problem.status, w.take());
  r.content_type = "application/problem+json";
  if (problem.status == 401) {
    r.with("WWW-Authenticate", problem.code == "TOKEN_MISSING"
                                   ? "Bearer realm=\"kefu\""
                                   : "Bearer realm=\"kefu\", error=\"invalid_token\"");
  }
  if (problem.status == 503) r.with("Retry-After", "1");
  return r;
}

Problem not_found() { return {404, "NOT_FOUND", "There is nothing here for this caller."}; }

}  // namespace kefu::server
