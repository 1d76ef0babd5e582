// What the parties say to each other about a case.
#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/dossier.hpp"
#include "server/events_log.hpp"
#include "server/json_edit.hpp"
#include "server/message_rows.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {


// A line's end is the only control character that a sentence needs; C0, DEL and C1 are refused.
bool is_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if ((c < 0x20 && c != '\n') || c == 0x7F || c1) return false;
  }
  return true;
}

// Spaces, line ends and the ideographic space alone say nothing.
bool says_something(std::string_view text) {
  static constexpr std::string_view kWide = "\xE3\x80\x80";
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '\n') text.remove_prefix(1);
    else if (text.substr(0, kWide.size()) == kWide) text.remove_prefix(kWide.size());
    else return true;
  }
  return false;
}

bool may_speak(Role role) {
  return role == Role::buyer || role == Role::agent || role == Role::platform_desk || role == Role::xiaoer;
}

struct Said {
  std::string text;
  std::vector<std::string> evidence;
};

Said read_said(const std::string& body) {
  json::Document doc(body);
  Said said;
  const json::Reader text = doc.root()["text"];
  said.text = text.text(1, kLongestMessage);
  if (!doc.failed() && !is_plain(said.text))
    text.complain(ErrorCode::OUT_OF_RANGE, "A message holds no control characters but line ends.");
  if (!doc.failed() && !says_something(said.text))
    text.complain(ErrorCode::OUT_OF_RANGE, "A message says something: write 1 to 500 characters.");
  for (const json::Reader& id : doc.root().list("evidence", kMostShown)) said.evidence.push_back(id.text(1, 100));
  if (doc.failed()) throw problem_of(doc.error());
  return said;
}

}  // namespace

Response post_message(const Call& call) {
  Service& s = call.service;
  const Instant at = now();
  Response r = s.answers.once(call.who, call.request, at, [&](soci::session& sql) {
    const auto row = find_case(sql, scope_of(call.who), call.id);
    if (!row) throw not_found();
    if (!may_speak(call.who.role))
      throw Problem{403, "NOT_PERMITTED", "The buyer, the shop and the platform write messages; a supplier gives feedback."};
    const Said said = read_said(call.request.body);
    // A message shows what is on the case, or what its writer has just uploaded for it.
    s.evidence.require(sql, call.who, row->tid, row->case_id, said.evidence, "/evidence");
    s.evidence.attach(sql, row->case_id, said.evidence, at);
    std::vector<std::string> ids;
    for (const auto& id : said.evidence) ids.push_back(json_text(id));
    const Message m = say(sql, row->case_id, std::string(name(call.who.actor())), said.text, list_of(ids), at);
    const Store store = parse_store(find_store(sql, row->store_id).value());
    json::Writer w;
    w.open().key("message");
    write_message(w, m, store.utc_offset);
    w.close();
    append_event(sql, *row, at);
    return Answer{201, w.take()};
  });
  s.news();
  return r;
}

}  // namespace kefu::server
