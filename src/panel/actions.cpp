#include "panel/actions.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
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

void go(State& st, Place place, Phrase tid, Phrase oid, Phrase case_id) {
  st.stack.push_back({place, std::string(tid), std::string(oid), std::string(case_id)});
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

void open_channel(State& st, Channel channel) {
  open_sheet(st, SheetKind::channel);
  st.sheet.channel = channel;
}

void close_sheet(State& st) { st.sheet = {}; }

Phrase draft_key(const State& st, Phrase tid, Phrase oid) {
  return join({"draft:", st.config.store, ":", tid, ":", oid});
}

void open_form(State& st, Phrase tid, Phrase oid) {
  st.draft = {};
  if (st.submission.state == Sending::refused) st.submission = {};
  go(st, Place::form, tid, oid);
  st.effects.store_get(draft_key(st, tid, oid));
}

void keep_draft(State& st) {
  st.draft.touched = true;
  json::Writer w;
  w.open().key("reason").value(st.draft.reason).key("num").value(st.draft.num);
  w.key("description").value(st.draft.description).key("phone").value(st.draft.phone).close();
  st.effects.store_set(draft_key(st, st.screen().tid, st.screen().oid), w.text());
}

void restore_draft(State& st, std::string_view stored) {
  if (st.draft.touched) return;
  json::Document doc(stored);
  const json::Reader r = doc.root();
  Draft d;
  d.reason = r["reason"].text();
  d.num = r["num"].integer(0, 9999);
  d.description = r["description"].text();
  d.phone = r["phone"].text();
  if (!doc.failed()) st.draft = std::move(d);
}

void forget_draft(State& st, Phrase tid, Phrase oid) {
  st.draft = {};
  st.effects.store_remove(draft_key(st, tid, oid));
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
