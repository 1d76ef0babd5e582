#include "panel/requests.hpp"

#include "json/shapes.hpp"
#include "panel/actions.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

namespace {

constexpr std::int64_t kFirstWaitMs = 1000;
constexpr std::int64_t kLongestWaitMs = 30000;

std::int64_t backoff_ms(int tries) { return tries >= 5 ? kLongestWaitMs : kFirstWaitMs << tries; }

// Everything but RFC 3986's unreserved characters.
std::string encoded(std::string_view text) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) out += c;
    else (((out += '%') += hex[byte >> 4]) += hex[byte & 15]);
  }
  return out;
}

int call(State& st, RequestKind kind, std::string ref, std::string_view method, std::string_view path,
         std::string_view body = {}, std::string_view key = {}) {
  const int id = ++st.last_request;
  st.requests.push_back({id, kind, std::move(ref)});
  st.effects.http(id, method, path, body, key);
  return id;
}

bool under_way(const State& st, RequestKind kind) {
  for (const Request& r : st.requests)
    if (r.kind == kind) return true;
  return false;
}

// Unique over reloads even where the host keeps one session id for them: the clock is part of it.
std::string fresh_key(State& st) {
  return st.config.session + "-" + std::to_string(st.now_ms) + "-" + std::to_string(++st.last_key);
}

void fail(State& st, Trouble trouble, std::string_view code) {
  if (st.context && trouble != Trouble::signed_out && trouble != Trouble::unknown_store) return;  // what is known stays
  st.load = Load::failed;
  st.trouble = trouble;
  st.trouble_code = code;
  if (trouble == Trouble::signed_out) st.context.reset();
}

// The code of problem details (RFC 9457), or HTTP_500.
std::string problem_code(int status, std::string_view body) {
  json::Document doc(body);
  const json::Reader r = doc.root();
  if (r.is_object())
    if (auto code = r["code"].maybe(); code && code.is_text()) return code.text();
  return "HTTP_" + std::to_string(status);
}

void unreadable(State& st, const json::Document& doc) {
  st.effects.error(name(doc.error().code), "The server's answer: " + doc.error().message + " " + doc.error().pointer);
}

Item read_item(json::Reader r) {
  Item item;
  item.title = r["title"].text();
  if (auto v = r["image"].maybe()) item.image = v.text();
  if (auto v = r["price"].maybe()) item.price = v.fen();
  return item;
}

void read_extras(Context& c, json::Reader trade) {
  for (const json::Reader& line : trade["orders"].items()) {
    LineExtra extra;
    extra.oid = line["oid"].text();
    if (auto v = line["item_id"].maybe(); v && v.is_text()) extra.item_id = v.text();
    if (auto v = line["variant"].maybe(); v && v.is_text()) extra.variant = v.text();
    if (!extra.item_id.empty() || !extra.variant.empty()) c.extras.push_back(std::move(extra));
  }
}

Context read_context(json::Reader r, std::int64_t now_ms) {
  Context c;
  c.now = r["now"].time();
  c.at_ms = now_ms;
  c.store = json::read_store(r["store"]);
  c.policy = json::read_policy(r["policy"], PolicyLibrary{});
  if (auto item = r["item"].maybe()) c.item = read_item(item);
  for (const json::Reader& t : r["trades"].items(50)) {
    c.trades.push_back(json::read_trade(t));
    read_extras(c, t);
  }
  for (const json::Reader& k : r["cases"].items(1000)) c.cases.push_back(json::read_case(k));
  return c;
}

void keep_case(State& st, Case c) {
  if (!st.context) return;
  for (Case& known : st.context->cases)
    if (known.case_id == c.case_id) {
      known = std::move(c);
      return;
    }
  st.context->cases.insert(st.context->cases.begin(), std::move(c));
}

std::optional<Case> read_answered_case(State& st, std::string_view body) {
  json::Document doc(body);
  Case c = json::read_case(doc.root()["case"]);
  if (!doc.failed()) return c;
  unreadable(st, doc);
  return std::nullopt;
}

void announce_case(State& st, const Case& c) { st.effects.announce(st.words.of("case.says.", name(c.status))); }

// While the money moves the server is asked again, ever more slowly; else at the next deadline.
void watch(State& st, const Case& c) {
  st.poll_at_ms = 0;
  if (st.screen().place != Place::dossier || st.screen().case_id != c.case_id || !is_open(c)) return;
  if (c.status == CaseStatus::REFUNDING) {
    st.poll_at_ms = st.now_ms + backoff_ms(st.polls++);
  } else if (const auto at = next_deadline(c)) {
    const std::int64_t due_ms = (*at - st.now()) * 1000;
    st.poll_at_ms = st.now_ms + (due_ms > 0 ? due_ms + kFirstWaitMs : backoff_ms(st.polls++));
  }
}

void on_context(State& st, int status, std::string_view body) {
  if (status == 0) return fail(st, Trouble::offline, "OFFLINE");
  if (status == 401) return fail(st, Trouble::signed_out, "SIGNED_OUT");
  if (status == 404) return fail(st, Trouble::unknown_store, "UNKNOWN_STORE");
  if (status != 200) return fail(st, Trouble::server, problem_code(status, body));
  json::Document doc(body);
  Context c = read_context(doc.root(), st.now_ms);
  if (doc.failed()) {
    unreadable(st, doc);
    return fail(st, Trouble::malformed, name(doc.error().code));
  }
  st.context = std::move(c);
  st.load = Load::ready;
  st.trouble = Trouble::none;
}

void submitted(State& st, Case c) {
  const std::string id = c.case_id, tid = st.submission.tid, oid = st.submission.oid;
  forget_submission(st);
  forget_draft(st, tid, oid);
  tell_case(st, c);
  announce_case(st, c);
  if (!st.context) return;  // the case will come with it
  keep_case(st, c);
  go_from_home(st, {Place::dossier, tid, {}, id});
  watch(st, c);
  load_context(st);  // the order has changed with it
}

void refused(State& st, std::string code) {
  st.effects.store_remove(pending_key(st));
  st.submission.state = Sending::refused;
  st.submission.code = std::move(code);
  st.effects.announce(st.words.tr("submit.refused"), true);
  load_context(st);  // something is not as it was shown
}

// No answer, or one that does not say what became of it: the same key again, by itself only where that helps.
void unanswered(State& st, bool try_again) {
  Submission& s = st.submission;
  s.state = Sending::unanswered;
  s.retry_at_ms = try_again && s.tries < 4 ? st.now_ms + backoff_ms(s.tries) : 0;
  ++s.tries;
  if (s.retry_at_ms == 0) st.effects.announce(st.words.tr("submit.unanswered"), true);
}

void on_submitted(State& st, int status, std::string_view body) {
  if (st.submission.state != Sending::in_flight) return;
  if (status == 200 || status == 201) {
    if (auto c = read_answered_case(st, body)) return submitted(st, *std::move(c));
    const std::string tid = st.submission.tid, oid = st.submission.oid;
    forget_submission(st);
    forget_draft(st, tid, oid);
    st.stack.resize(1);
    return load_context(st);
  }
  const std::string code = status == 0 ? "OFFLINE" : problem_code(status, body);
  if (status == 0) return unanswered(st, false);
  if (status == 401) {
    unanswered(st, false);
    return fail(st, Trouble::signed_out, "SIGNED_OUT");
  }
  if (status >= 500 || status == 429 || (status == 409 && code == "KEY_IN_USE")) return unanswered(st, status != 500);
  refused(st, code);
}

void on_reloaded(State& st, const std::string& case_id, int status, std::string_view body) {
  if (status == 401) return fail(st, Trouble::signed_out, "SIGNED_OUT");
  const Case* before = find_case(st, case_id);
  if (!before) return;
  if (status != 200) return watch(st, *before);
  auto c = read_answered_case(st, body);
  if (!c || c->case_id != case_id) return;
  const CaseStatus from = before->status;
  if (!st.notice.key.empty()) st.notice = {"case.changed", from, c->status};
  if (c->status != from) {
    announce_case(st, *c);
    tell_case(st, *c);
    if (!is_open(*c)) load_context(st);
  }
  keep_case(st, *c);
  watch(st, *c);
}

void on_step(State& st, int status, std::string_view body) {
  Step& s = st.step;
  if (s.state != Sending::in_flight) return;
  if (status == 200) {
    if (auto c = read_answered_case(st, body)) {
      announce_case(st, *c);
      tell_case(st, *c);
      keep_case(st, *std::move(c));
    }
    s = {};
    return load_context(st);
  }
  const std::string code = status == 0 ? "OFFLINE" : problem_code(status, body);
  if (status == 401) {
    s.state = Sending::unanswered;
    return fail(st, Trouble::signed_out, "SIGNED_OUT");
  }
  if (status == 0 || status >= 500 || code == "KEY_IN_USE") {
    s.state = Sending::unanswered;
    st.effects.announce(st.words.tr("case.step_unanswered"), true);
    return;
  }
  const std::string id = s.case_id;
  if (code == "VERSION_CONFLICT") {
    s = {};
    st.notice.key = "case.changed";
  } else {
    s.state = Sending::refused;
    s.code = code;
  }
  reload_case(st, id);
}

}  // namespace

std::string pending_key(const State& st) { return "pending:" + st.config.store; }

void load_context(State& st) {
  if (!st.config.signed_in) return fail(st, Trouble::signed_out, "SIGNED_OUT");
  if (st.config.store.empty()) return fail(st, Trouble::unknown_store, "UNKNOWN_STORE");
  if (under_way(st, RequestKind::context)) return;
  if (!st.context) st.load = Load::loading;
  std::string path = "/v1/context?store=" + encoded(st.config.store);
  if (!st.config.item.empty()) path += "&item=" + encoded(st.config.item);
  if (!st.config.tid.empty()) path += "&tid=" + encoded(st.config.tid);
  call(st, RequestKind::context, {}, "GET", path);
}

void reload_case(State& st, const std::string& case_id) {
  if (under_way(st, RequestKind::reload_case)) return;
  call(st, RequestKind::reload_case, case_id, "GET", "/v1/cases/" + encoded(case_id));
}

void resend(State& st) {
  st.submission.state = Sending::in_flight;
  st.submission.retry_at_ms = 0;
  call(st, RequestKind::submit, {}, "POST", "/v1/cases", st.submission.body, st.submission.key);
}

void submit(State& st, std::string tid, std::string oid, std::string body) {
  Submission s;
  s.key = fresh_key(st);
  s.tid = std::move(tid);
  s.oid = std::move(oid);
  s.body = std::move(body);
  st.submission = std::move(s);
  json::Writer w;
  w.open().key("key").value(st.submission.key).key("tid").value(st.submission.tid);
  w.key("oid").value(st.submission.oid).key("body").value(st.submission.body).close();
  st.effects.store_set(pending_key(st), w.text());
  st.effects.announce(st.words.tr("submit.sending"));
  resend(st);
}

void restore_submission(State& st, std::string_view stored) {
  if (st.submission.state != Sending::none) return;
  json::Document doc(stored);
  const json::Reader r = doc.root();
  Submission s;
  s.key = r["key"].text();
  s.tid = r["tid"].text();
  s.oid = r["oid"].text();
  s.body = r["body"].text();
  if (doc.failed() || s.key.empty() || s.body.empty()) return st.effects.store_remove(pending_key(st));
  st.submission = std::move(s);
  resend(st);
}

void forget_submission(State& st) {
  st.submission = {};
  st.effects.store_remove(pending_key(st));
}

void withdraw(State& st, const Case& c) {
  json::Writer w;
  w.open().key("type").value("withdraw").key("version").value(c.version).close();
  st.step = {fresh_key(st), c.case_id, w.text(), Sending::none, {}};
  resend_step(st);
}

void resend_step(State& st) {
  st.step.state = Sending::in_flight;
  call(st, RequestKind::step, st.step.case_id, "POST", "/v1/cases/" + encoded(st.step.case_id) + "/events",
       st.step.body, st.step.key);
}

void on_response(State& st, int id, int status, std::string_view body) {
  for (std::size_t i = 0; i < st.requests.size(); ++i) {
    if (st.requests[i].id != id) continue;
    const Request r = st.requests[i];
    st.requests.erase(st.requests.begin() + static_cast<std::ptrdiff_t>(i));
    switch (r.kind) {
      case RequestKind::context: return on_context(st, status, body);
      case RequestKind::submit: return on_submitted(st, status, body);
      case RequestKind::reload_case: return on_reloaded(st, r.ref, status, body);
      case RequestKind::step: return on_step(st, status, body);
    }
  }
}

void run_clock(State& st) {
  const bool on_case = st.screen().place == Place::dossier;
  if (on_case && st.poll_at_ms == 0 && !under_way(st, RequestKind::reload_case))
    if (const Case* c = find_case(st, st.screen().case_id)) watch(st, *c);
  if (st.poll_at_ms > 0 && st.now_ms >= st.poll_at_ms) {
    st.poll_at_ms = 0;
    if (on_case) reload_case(st, st.screen().case_id);
  }
  if (st.poll_at_ms > 0) ui::wake_in(st.poll_at_ms - st.now_ms);
  Submission& s = st.submission;
  if (s.state != Sending::unanswered || s.retry_at_ms == 0) return;
  if (st.now_ms >= s.retry_at_ms) resend(st);
  else ui::wake_in(s.retry_at_ms - st.now_ms);
}

}  // namespace kefu::panel
