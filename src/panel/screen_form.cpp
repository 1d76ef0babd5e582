// The form that the engine describes (contract §4), or why there is none and what is possible instead (S1-27).
#include "panel/actions.hpp"
#include "panel/form_rules.hpp"
#include "panel/phrases.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/topics.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

Phrase error_words(const State& st, const Field& f) {
  const Phrase code = st.draft.checked ? field_error(f, st.draft) : Phrase();
  if (code.empty()) return code;
  const Phrase most = f.max ? digits(*f.max) : Phrase();
  return st.words.of("error.", code, {{"max", most}});
}

void reason_field(State& st, const Field& f) {
  const Words& w = st.words;
  ui::choices_begin("reason", w.tr("form.reason"), error_words(st, f), f.required);
  for (const FieldOption& o : f.options)
    if (ui::choice(join({"reason-", o.code}), w.of("reason.", o.code), st.draft.reason == o.code)) {
      st.draft.reason = o.code;
      keep_draft(st);
    }
  ui::choices_end();
}

void units_field(State& st, const Field& f) {
  const Words& w = st.words;
  const std::int64_t most = f.max.value_or(1);
  std::int64_t value = st.draft.num > 0 && st.draft.num <= most ? st.draft.num : most;
  if (most <= 1) return;
  if (!ui::stepper("num", w.tr("form.units"), value, f.min.value_or(1), most, w.tr("form.fewer"), w.tr("form.more")))
    return;
  st.draft.num = value;
  keep_draft(st);
}

void text_field(State& st, const Field& f, std::string& value) {
  const Words& w = st.words;
  ui::FieldSpec spec;
  spec.label = w.of("form.", f.name);
  spec.help = w.of("form.help.", f.name);
  spec.placeholder = w.of("form.placeholder.", f.name);
  spec.error = error_words(st, f);
  spec.required = f.required;
  spec.max_length = static_cast<int>(f.max.value_or(0));
  spec.multiline = f.kind == FieldKind::TEXT;
  if (f.kind == FieldKind::PHONE) {
    spec.input_mode = "tel";
    spec.autocomplete = "tel";
    spec.max_length = 11;
  }
  if (ui::field(f.name, value, spec)) keep_draft(st);
}

void draw_field(State& st, const Field& f) {
  switch (f.kind) {
    case FieldKind::CHOICE: return reason_field(st, f);
    case FieldKind::UNITS: return units_field(st, f);
    case FieldKind::TEXT: return text_field(st, f, st.draft.description);
    case FieldKind::PHONE: return text_field(st, f, st.draft.phone);
    default: return;  // the fixed amount stands in the bar; this case type asks for no evidence
  }
}

void about_card(State& st, const Trade& trade, Phrase oid) {
  const Words& w = st.words;
  const OrderLine* line = line_of(trade, oid);
  ui::sunken_begin("about");
  ui::fact(w.tr("form.item"), line ? Phrase(line->title) : order_title(w, trade));
  ui::fact(w.tr("form.type"), w.of("type.", word(CaseType::RO_UNSHIPPED)));
  ui::sunken_end();
}

void open_fields(State& st, const Where& at, const Trade& trade, const Form& form, const CheckInput& input) {
  const Words& w = st.words;
  about_card(st, trade, at.oid);
  ui::card_begin("fields", w.tr("form.title"));
  for (const Field& f : form.fields) draw_field(st, f);
  ui::card_end();
  const Result<Quote> quote = quote_for(st, input);
  ui::bar_begin();
  ui::bar_amount(w.tr("form.amount"), money(quote ? quote->total : form.checked.max));
  const bool next = ui::button("next", w.tr("form.next"), of_kind(ui::ButtonKind::primary));
  ui::bar_end();
  if (!next) return;
  st.draft.checked = true;
  if (complete(form, st.draft)) go(st, Place::review, at.tid, at.oid);
  else ui::announce(w.tr("form.incomplete"), true);
}

bool step_row(const State& st, Phrase id, Phrase key) {
  ui::RowSpec spec;
  spec.subtitle = st.words.of("instead.help.", key);
  return ui::row(id, st.words.of("instead.", key), spec);
}

// S1-27, X5: a shipped parcel can be intercepted, rejected at the door, or returned after receipt.
void shipped_steps(State& st) {
  if (step_row(st, "instead-intercept", "intercept")) open_elsewhere(st, topic_of("not_arrived"));
  if (step_row(st, "instead-reject", "reject")) open_why(st, "REJECT");
  if (step_row(st, "instead-return", "return")) open_elsewhere(st, topic_of("no_reason"));
}

void not_eligible(State& st, const Where& at, const Trade& trade, const Checked& checked) {
  const Words& w = st.words;
  ui::card_begin("refused");
  ui::picture(ui::Picture::not_eligible);
  ui::heading(w.of("rule.", checked.code));
  if (!checked.citation.empty())
    ui::text(w.tr("rule.citation", {{"citation", citation_words(w, checked.citation)}}), ui::TextStyle::secondary);
  ui::card_end();
  ui::heading(w.tr("instead.title"));
  ui::card_begin("instead", w.tr("instead.title"));
  const Stage stage = stage_now(st, trade);
  const bool shipped = checked.code == "ALREADY_SHIPPED" && stage == Stage::IN_TRANSIT;
  if (shipped) shipped_steps(st);
  if (const Case* open = open_case(st, at.tid, at.oid)) case_row(st, *open);
  for (const CaseType type : checked.instead) {
    if (shipped || type == CaseType::RO_UNSHIPPED) continue;
    if (ui::row(join({"instead-", word(type)}), w.of("type.", word(type))))
      open_elsewhere(st, topic_of(type));
  }
  if (const Result<Located> l = locate_for(st, &trade, open_case(st, at.tid, {}), Intent::REFUND)) {
    const Route& r = somebody(*l);
    channel_row(st, r, &trade);
  }
  ui::card_end();
}

}  // namespace

void view_form(State& st) {
  const Where at = where(st);
  const Trade* trade = find_trade(st, at.tid);
  if (!trade) return;
  const CheckInput input = check_input(st, *trade, at.oid, st.draft);
  const Result<Form> f = form(input, st.context->policy);
  begin_screen(st, st.words.tr("form.title"), st.context->store.name);
  submission_banner(st);
  if (!f) {
    ui::banner("no-form", ui::Icon::alert, st.words.of("rule.", word(f.error().code)), ui::Tone::trouble);
  } else if (!f->checked.eligible) {
    not_eligible(st, at, *trade, f->checked);
  } else {
    open_fields(st, at, *trade, *f, input);
  }
  end_screen(st);
}

}  // namespace kefu::panel
