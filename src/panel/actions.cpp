#include "panel/actions.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "panel/evidence.hpp"
#include "panel/form_rules.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/service.hpp"
#include "panel/topics.hpp"
#include "ui/surface.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

namespace {

// Leaving a case stops watching it; entering one starts anew.
void arrive(State& st) {
  st.sheet = {};
  st.poll_at_ms = 0;
  st.polls = 0;
  if (st.screen().place != Place::dossier) st.notice = {};
}

}  // namespace

void go(State& st, Place place, Phrase tid, Phrase oid, Phrase case_id, CaseType type, EventType event) {
  st.stack.push_back({place, std::string(tid), std::string(oid), std::string(case_id), type, event});
  arrive(st);
}

void go_from_home(State& st, Place place, Phrase tid, Phrase oid, Phrase case_id) {
  st.stack.resize(1);
  go(st, place, tid, oid, case_id);
}

void back(State& st) {
  if (st.stack.size() > 1) st.stack.pop_back();
  arrive(st);
}

void close_panel(State& st) {
  st.open = false;
  st.sheet = {};
  st.effects.close();
}

void open_sheet(State& st, SheetKind kind) { st.sheet.kind = kind; }

void open_why(State& st, Phrase code) {
  open_sheet(st, SheetKind::why);
  st.sheet.code = code;
}

void open_elsewhere(State& st, std::size_t topic) {
  open_sheet(st, SheetKind::elsewhere);
  st.sheet.topic = topic;
}

void open_sure(State& st, EventType event) {
  open_sheet(st, SheetKind::sure);
  st.sheet.event = event;
}

void open_channel(State& st, Channel channel) {
  open_sheet(st, SheetKind::channel);
  st.sheet.channel = channel;
}

void close_sheet(State& st) { st.sheet = {}; }

Phrase draft_key(const State& st) {
  const Screen& s = st.screen();
  const Phrase key = join({"draft:", st.config.store, ":", s.tid, ":", s.oid, ":"});
  return s.case_id.empty() ? join({key, word(s.type)}) : join({key, s.case_id, ":", word(s.event)});
}

Phrase Draft::operator[](Phrase field) const {
  for (const auto& [name, text] : answers)
    if (field == name) return text;
  return {};
}

void Draft::set(Phrase field, std::string_view text) {
  std::size_t at = 0;
  while (at < answers.size() && !(field == answers[at].first)) ++at;
  if (at == answers.size()) answers.emplace_back().first = std::string_view(field);
  answers[at].second = text;
}

void open_form(State& st, Phrase tid, Phrase oid, CaseType type) {
  if (st.submission.state == Sending::refused) st.submission = {};
  // Late shipment is the order's, and computed: there is nothing to say about it (S1-28). A dispute is about one of the
  // order's requests, whichever goods that is about.
  const bool late = type == CaseType::LATE_SHIP;
  const Trade* trade = find_trade(st, tid);
  Place place = Place::form;
  if (late || type == CaseType::DISPUTE) oid = Phrase();
  if (late && trade) {
    CheckRequest request;
    request.type = type;
    if (const auto checked = check_for(st, *trade, std::move(request)); checked && checked->eligible) place = Place::review;
  }
  go(st, place, tid, oid, {}, type);
  st.draft = {};
  take_up_draft(st);
}

void open_step(State& st, const Case& c, EventType event) {
  if (st.step.state == Sending::refused) st.step = {};
  go(st, Place::form, c.tid, c.oid ? Phrase(*c.oid) : Phrase(), c.case_id, c.type, event);
  st.draft = {};
  take_up_draft(st);
}

void take_up_draft(State& st) {
  const Phrase key = draft_key(st);
  if (st.draft.key == key) return;
  st.draft = {};
  st.draft.key = std::string_view(key);
  presume(st);
  st.effects.store_get(key);
}

void open_topic(State& st, Phrase tid, Phrase oid, std::size_t topic) {
  const Topic& t = topics()[topic];
  if (!t.form) return open_elsewhere(st, topic);
  const Trade* trade = find_trade(st, tid);
  const bool of_one = t.type == CaseType::EXCHANGE || t.type == CaseType::REPAIR || t.type == CaseType::PRICE_PROTECT;
  if (of_one && oid.empty() && trade && trade->orders.size() > 1) {
    open_sheet(st, SheetKind::which_line);
    st.sheet.topic = topic;
  } else {
    open_form(st, tid, of_one && oid.empty() && trade && !trade->orders.empty() ? Phrase(trade->orders.front().oid) : oid, t.type);
    if (!t.reason.empty()) st.draft.set("reason", t.reason);
  }
}

void answer(State& st, Phrase field, std::string_view text) {
  st.draft.touched = true;
  st.draft.set(field, text);
  json::Writer w;
  w.open();
  for (const auto& [name, said] : st.draft.answers) w.key(name).value(said);
  const Phrase key = draft_key(st);
  st.effects.store_set(key, w.close().text());
  write_on(st, key);
}

void restore_draft(State& st, std::string_view stored) {
  if (st.draft.touched) return;
  json::Document doc(stored);
  for (const auto& m : doc.root().members())
    if (m.value.is_text()) st.draft.set(keep(m.key), m.value.text());
}

void forget_draft(State& st, Phrase key) {
  st.draft = {};
  st.effects.store_remove(key);
  forget_files(st, key);
}

void tell_channel(State& st, Channel channel, Phrase href) {
  json::Writer w;
  w.open().key("channel").value(name(channel)).key("href").value(href).close();
  st.effects.event("kefu-channel", w.text());
}

void tell_case(State& st, const Case& c) {
  json::Writer w;
  w.open().key("case_id").value(c.case_id).key("tid").value(c.tid).key("type").value(name(c.type));
  w.key("status").value(name(c.status)).close();
  st.effects.event("kefu-case", w.text());
}

void report_missing_contact(State& st) {
  json::Writer w;
  w.open().key("store").value(st.config.store).key("code").value("MISSING_CONTACT").close();
  st.effects.event("kefu-report", w.text());
  st.reported_missing = true;
}

void ask_sign_in(State& st) { st.effects.event("kefu-sign-in", "{}"); }

}  // namespace kefu::panel
