// What the parties said about a case, and what was paid back to where.
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screen_case.hpp"
#include "panel/screens.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

constexpr int kMostSaid = 500;  // POST /v1/cases/{id}/messages

void message(State& st, const Case& c, std::size_t i) {
  const Words& w = st.words;
  const Message& m = st.talk.messages[i];
  const Phrase words = m.code.empty() ? Phrase(m.text) : case_word(w, "notice.", c, m.code);
  if (words.empty()) return;
  const Phrase when = moment(w, m.at, st.now(), st.context->store.utc_offset);
  ui::bubble(join({"said-", digits(static_cast<std::int64_t>(i))}), join({w.of("actor.", m.from), " · ", when}), words, m.from == "BUYER");
}

void composer(State& st, const Case& c) {
  const Words& w = st.words;
  take_up_draft(st);
  ui::FieldSpec spec;
  spec.label = w.tr("talk.write");
  spec.placeholder = w.tr("talk.placeholder");
  spec.multiline = true;
  spec.max_length = kMostSaid;
  std::string value(st.draft["message"]);
  if (ui::field("message", value, spec)) answer(st, "message", value);
  ui::ButtonSpec send;
  send.busy = st.step.state == Sending::in_flight;
  send.enabled = st.step.state != Sending::unanswered;  // the banner's button sends the very same words again
  const bool wanted = ui::button("say", w.tr("talk.send"), send);
  const bool blank = value.find_first_not_of(" \t\r\n") == std::string::npos;
  if (wanted && !blank && may_step(st)) say(st, c, value);
}

}  // namespace

void talk_card(State& st, const Case& c) {
  if (st.talk.case_id != c.case_id || !st.talk.open) return;
  const Phrase title = st.words.tr("talk.title");
  ui::heading(title);
  ui::card_begin("talk", title);
  ui::log_begin("said", title);
  for (ui::Rows rows(st.talk.messages.size()); rows.next();) message(st, c, rows.at());
  ui::list_end();
  composer(st, c);
  ui::card_end();
}

void ledger_card(State& st, const Case& c) {
  if (st.talk.case_id != c.case_id || st.talk.ledger.empty()) return;
  const Words& w = st.words;
  const Phrase title = case_word(w, "ledger.", c, "title");
  ui::heading(title);
  ui::card_begin("ledger", title);
  for (const Booking& b : st.talk.ledger) {
    constexpr std::string_view kOwn = "BUYER_";
    const std::string_view account = b.account;
    if (account.substr(0, kOwn.size()) != kOwn) continue;
    const Phrase where = w.of("tender.", keep(account.substr(kOwn.size())));
    const Phrase when = moment(w, b.at, st.now(), st.context->store.utc_offset);
    ui::fact(join({where, " · ", when}), money(b.amount));
  }
  ui::card_end();
}

}  // namespace kefu::panel
