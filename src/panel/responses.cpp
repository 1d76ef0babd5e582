// What the server's answers do to the model.
#include "json/shapes.hpp"
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

constexpr std::size_t kMostTrades = 50, kMostMessages = 1000;

// The code of problem details (RFC 9457), or HTTP_500.
Phrase problem_code(int status, std::string_view body) {
  json::Document doc(body);
  const json::Reader r = doc.root();
  if (r.is_object())
    if (auto code = r["code"].maybe(); code && code.is_text()) return keep(code.text());
  return join({"HTTP_", digits(status)});
}

void unreadable(State& st, const json::Document& doc) {
  st.effects.error(name(doc.error().code), join({"The server's answer: ", doc.error().message, " ", doc.error().pointer}));
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
    extra.tid = c.trades.back().tid;
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
  c.policy = json::read_policy(r["policy"], {});  // the service applies patches
  if (auto item = r["item"].maybe()) c.item = read_item(item);
  for (const json::Reader& t : r["trades"].items()) {
    if (c.trades.size() == kMostTrades) break;  // newest first: nobody scrolls further back in a service panel
    c.trades.push_back(json::read_trade(t));
    read_extras(c, t);
  }
  for (const json::Reader& k : r["cases"].items()) c.cases.push_back(json::read_case(k));
  return c;
}

void keep_case(State& st, Case c) {
  settle_files(st, c);
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

void announce_case(State& st, const Case& c) {
  st.effects.announce(st.context ? case_says(st.words, st.context->store, c) : st.words.of("case.says.", word(c.status)));
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
    return fail(st, Trouble::malformed, word(doc.error().code));
  }
  st.context = std::move(c);
  st.load = Load::ready;
  st.trouble = Trouble::none;
}

void submitted(State& st, Case c) {
  const Phrase tid = keep(st.submission.tid), draft = keep(st.submission.draft);
  forget_submission(st);
  forget_draft(st, draft);
  tell_case(st, c);
  announce_case(st, c);
  if (!st.context) return;  // the case will come with it
  keep_case(st, c);
  go_from_home(st, Place::dossier, tid, {}, c.case_id);
  watch(st, c);
  load_context(st);  // the order has changed with it
}

void refused(State& st, Phrase code) {
  forget_submission(st);
  st.submission.state = Sending::refused;
  st.submission.code = code;
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
    const Phrase draft = keep(st.submission.draft);
    forget_submission(st);
    forget_draft(st, draft);
    st.stack.resize(1);
    return load_context(st);
  }
  const Phrase code = status == 0 ? "OFFLINE" : problem_code(status, body);
  if (status == 0) return unanswered(st, false);
  if (status == 401) {
    unanswered(st, false);
    return fail(st, Trouble::signed_out, "SIGNED_OUT");
  }
  if (status >= 500 || status == 429 || (status == 409 && code == "KEY_IN_USE")) return unanswered(st, status != 500);
  refused(st, code);
}

// Until the server tells who speaks, its list is of notices alone and takes nothing (ARCHITECTURE.md "HTTP").
void read_talk(Talk& talk, json::Reader r) {
  talk.open = false;
  talk.messages.clear();
  talk.ledger.clear();
  for (const json::Reader& m : r.list("messages", kMostMessages)) {
    Message message;
    m.may("from", message.from);
    m.may("code", message.code);
    m.may("text", message.text);
    m.must_time("at", message.at);
    talk.open |= !message.from.empty();
    if (!message.from.empty()) talk.messages.push_back(std::move(message));
  }
  for (const json::Reader& b : r.list("ledger", kMostMessages))
    talk.ledger.push_back({b["account"].text(), b["amount"].signed_fen(), b["at"].time()});
}

void on_reloaded(State& st, Phrase case_id, int status, std::string_view body) {
  if (status == 401) return fail(st, Trouble::signed_out, "SIGNED_OUT");
  const Case* before = find_case(st, case_id);
  if (!before) return;
  if (status != 200) {
    watch(st, *before);
    // What was said and paid has not been read yet: soon again, not at the next deadline.
    const bool later = status == 0 || status == 429 || status >= 500;
    if (later && st.screen().case_id == std::string_view(case_id)) st.poll_at_ms = st.now_ms + backoff_ms(st.polls++);
    return;
  }
  auto c = read_answered_case(st, body);
  if (!c || c->case_id != case_id) return;
  json::Document doc(body);
  read_gallery(st, case_id, doc.root());
  if (st.talk.case_id == case_id) {
    Talk talk{std::string(case_id), false, {}, {}};
    read_talk(talk, doc.root());
    if (doc.failed()) unreadable(st, doc);
    else st.talk = std::move(talk);
  }
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

// It was taken: its form is done with, and what the screen tells is out of date.
void step_taken(State& st, std::string_view body) {
  const bool said = st.step.path.ends_with("/messages");
  const Phrase draft = keep(st.step.draft), case_id = keep(st.step.case_id);
  forget_step(st);
  if (!draft.empty()) {
    if (st.draft.key == draft) st.draft = {};
    st.effects.store_remove(draft);
    if (!said) forget_files(st, draft);
  }
  if (said) return reload_case(st, case_id);
  if (st.screen().place == Place::form && st.screen().case_id == case_id) back(st);
  if (auto c = read_answered_case(st, body)) {
    announce_case(st, *c);
    tell_case(st, *c);
    keep_case(st, *std::move(c));
  }
  st.talk.case_id.clear();  // what was booked and said comes anew
  load_context(st);
}

void step_unanswered(State& st, bool try_again) {
  Step& s = st.step;
  s.state = Sending::unanswered;
  s.retry_at_ms = try_again && s.tries < 4 ? st.now_ms + backoff_ms(s.tries) : 0;
  ++s.tries;
  if (s.retry_at_ms == 0) st.effects.announce(st.words.tr("case.step_unanswered"), true);
}

void on_step(State& st, int status, std::string_view body) {
  Step& s = st.step;
  if (s.state != Sending::in_flight) return;
  if (status == 200 || status == 201) return step_taken(st, body);
  const Phrase code = status == 0 ? "OFFLINE" : problem_code(status, body);
  if (status == 401) {
    step_unanswered(st, false);
    return fail(st, Trouble::signed_out, "SIGNED_OUT");
  }
  if (status == 0 || status >= 500 || status == 429 || code == "KEY_IN_USE") return step_unanswered(st, status != 0 && status != 500);
  const Phrase id = keep(s.case_id);
  forget_step(st);
  if (code == "VERSION_CONFLICT") {
    st.notice.key = "case.changed";
  } else {
    s.case_id = id;
    s.state = Sending::refused;
    s.code = code;
  }
  reload_case(st, id);  // what was typed stays where it is
}

}  // namespace

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

}  // namespace kefu::panel
