#include "panel/requests.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "kefu/advance.hpp"
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/form_rules.hpp"
#include "panel/phrases.hpp"
#include "panel/service.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

namespace {

constexpr std::int64_t kFirstWaitMs = 1000;
constexpr std::int64_t kLongestWaitMs = 30000;

// Everything but RFC 3986's unreserved characters.
Phrase encoded(Phrase text) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : std::string_view(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) out += c;
    else (((out += '%') += hex[byte >> 4]) += hex[byte & 15]);
  }
  return keep(out);
}

void call(State& st, RequestKind kind, Phrase ref, Phrase method, Phrase path,
         std::string_view body = {}, Phrase key = {}) {
  const int id = ++st.last_request;
  st.requests.push_back({id, kind, std::string(ref)});
  st.effects.http(id, method, path, body, key);
}

bool under_way(const State& st, RequestKind kind) {
  for (const Request& r : st.requests)
    if (r.kind == kind) return true;
  return false;
}

// Unique over reloads even where the host keeps one session id for them: the clock is part of it.
Phrase fresh_key(State& st) {
  return join({st.config.session, "-", digits(st.now_ms), "-", digits(++st.last_key)});
}

template <class Sent>
void try_again(State& st, const Sent& sent, void (*again)(State&)) {
  if (sent.state != Sending::unanswered || sent.retry_at_ms == 0) return;
  if (st.now_ms >= sent.retry_at_ms) again(st);
  else ui::wake_in(sent.retry_at_ms - st.now_ms);
}

std::string kept(const Step& s) {
  json::Writer w;
  w.open().key("key").value(s.key).key("case_id").value(s.case_id).key("path").value(s.path);
  w.key("draft").value(s.draft).key("body").value(s.body).close();
  return w.take();
}
std::string kept(const Submission& s) {
  json::Writer w;
  w.open().key("key").value(s.key).key("tid").value(s.tid).key("draft").value(s.draft).key("body").value(s.body).close();
  return w.take();
}

// Stored before it is sent, as a submission is.
void send_step(State& st, const Case& c, Phrase path, std::string body) {
  Step& s = st.step = {};
  s.key = fresh_key(st);
  s.case_id = c.case_id;
  s.path = join({"/v1/cases/", encoded(c.case_id), path});
  s.draft = draft_key(st);
  s.body = std::move(body);
  st.effects.store_set(step_key(st), kept(s));
  resend_step(st);
}

}  // namespace

std::int64_t backoff_ms(int tries) { return tries >= 5 ? kLongestWaitMs : kFirstWaitMs << tries; }

void forget_buyer(State& st) {
  if (!st.context) return;
  st.context->trades.clear();
  st.context->cases.clear();
  st.context->extras.clear();
  st.stack.resize(1);
  st.sheet = {};
}

void fail(State& st, Trouble trouble, Phrase code) {
  if (st.context && trouble != Trouble::signed_out && trouble != Trouble::unknown_store) return;  // what is known stays
  st.load = Load::failed;
  st.trouble = trouble;
  st.trouble_code = code;
  if (trouble == Trouble::signed_out) forget_buyer(st);
}

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

Phrase pending_key(const State& st) { return join({"pending:", st.config.store}); }
Phrase step_key(const State& st) { return join({"step:", st.config.store}); }

void load_context(State& st) {
  if (!st.config.signed_in) return fail(st, Trouble::signed_out, "SIGNED_OUT");
  if (st.config.store.empty()) return fail(st, Trouble::unknown_store, "UNKNOWN_STORE");
  if (under_way(st, RequestKind::context)) return;
  if (!st.context) st.load = Load::loading;
  Phrase path = join({"/v1/context?store=", encoded(st.config.store)});
  if (!st.config.item.empty()) path = join({path, "&item=", encoded(st.config.item)});
  if (!st.config.tid.empty()) path = join({path, "&tid=", encoded(st.config.tid)});
  if (!st.config.page.empty()) path = join({path, "&page=", encoded(st.config.page)});
  call(st, RequestKind::context, {}, "GET", path);
}

void reload_case(State& st, Phrase case_id) {
  const auto is_older = [&](const Request& r) { return r.kind == RequestKind::reload_case && case_id == r.ref; };
  std::erase_if(st.requests, is_older);
  call(st, RequestKind::reload_case, case_id, "GET", join({"/v1/cases/", encoded(case_id)}));
}

void on_changed(State& st, Phrase case_id, Phrase tid, std::int64_t version) {
  const Case* known = find_case(st, case_id);
  if (!known) {  // another store's need not be read
    if (case_id.empty() || find_trade(st, tid)) load_context(st);
  } else if (known->version != version || st.screen().case_id == std::string_view(case_id)) {
    st.changed.emplace_back(case_id);
  }
}

void resend(State& st) {
  st.submission.state = Sending::in_flight;
  st.submission.retry_at_ms = 0;
  call(st, RequestKind::submit, {}, "POST", "/v1/cases", st.submission.body, st.submission.key);
}

void submit(State& st, Phrase tid, std::string body) {
  Submission& s = st.submission = {};
  s.key = fresh_key(st);
  s.tid = tid;
  s.draft = draft_key(st);
  s.body = std::move(body);
  st.effects.store_set(pending_key(st), kept(s));
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
  s.draft = r["draft"].text();
  s.body = r["body"].text();
  if (doc.failed() || s.key.empty() || s.body.empty()) return st.effects.store_remove(pending_key(st));
  st.submission = std::move(s);
  resend(st);
}

void forget_submission(State& st) {
  st.effects.store_remove(pending_key(st), kept(st.submission));
  st.submission = {};
}

void act(State& st, const Case& c, EventType event, const Filing* filing) {
  json::Writer w;
  w.open().key("type").value(name(event)).key("version").value(c.version);
  if (filing) write_step(w, st, *filing);
  else if (event == EventType::add_evidence) write_evidence(w, st, case_target(c.case_id));
  send_step(st, c, "/events", w.close().take());
}

void say(State& st, const Case& c, Phrase text) {
  json::Writer w;
  w.open().key("text").value(text).key("evidence").open_list().close_list();
  send_step(st, c, "/messages", w.close().take());
}

void resend_step(State& st) {
  st.step.state = Sending::in_flight;
  st.step.retry_at_ms = 0;
  call(st, RequestKind::step, st.step.case_id, "POST", st.step.path, st.step.body, st.step.key);
}

bool may_step(const State& st) { return st.step.state == Sending::none || st.step.state == Sending::refused; }

void write_on(State& st, Phrase draft) {
  if (may_step(st) || !(draft == st.step.draft) || !st.step.path.ends_with("/messages")) return;
  st.step.draft.clear();
  st.effects.store_set(step_key(st), kept(st.step));
}

void restore_step(State& st, std::string_view stored) {
  if (st.step.state != Sending::none) return;
  json::Document doc(stored);
  const json::Reader r = doc.root();
  Step s;
  s.key = r["key"].text();
  s.case_id = r["case_id"].text();
  s.path = r["path"].text();
  s.draft = r["draft"].text();
  s.body = r["body"].text();
  if (doc.failed() || s.key.empty() || s.path.empty()) return st.effects.store_remove(step_key(st));
  st.step = std::move(s);
  resend_step(st);
}

void forget_step(State& st) {
  st.effects.store_remove(step_key(st), kept(st.step));
  st.step = {};
}

void run_clock(State& st) {
  // One after another, and never beside what she sends herself: its answer is the newer one.
  if (!st.changed.empty() && !under_way(st, RequestKind::reload_case) && !under_way(st, RequestKind::step) &&
      !under_way(st, RequestKind::submit)) {
    const std::string id = st.changed.back();
    std::erase(st.changed, id);
    reload_case(st, id);
  }
  const bool on_case = st.screen().place == Place::dossier;
  if (on_case && st.talk.case_id != st.screen().case_id && !under_way(st, RequestKind::reload_case)) {
    st.talk = {st.screen().case_id, false, {}, {}};
    reload_case(st, st.screen().case_id);
  }
  if (on_case && st.poll_at_ms == 0 && !under_way(st, RequestKind::reload_case))
    if (const Case* c = find_case(st, st.screen().case_id)) watch(st, *c);
  if (st.poll_at_ms > 0 && st.now_ms >= st.poll_at_ms) {
    st.poll_at_ms = 0;
    if (on_case && !under_way(st, RequestKind::reload_case)) reload_case(st, st.screen().case_id);
  }
  if (st.poll_at_ms > 0) ui::wake_in(st.poll_at_ms - st.now_ms);
  try_again(st, st.submission, resend);
  try_again(st, st.step, resend_step);
}

}  // namespace kefu::panel
