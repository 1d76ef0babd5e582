// The form that the engine describes (contract §4), or why there is none and what is possible instead (S1-27).
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/form_rules.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screen_case.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/topics.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

constexpr std::int64_t kOneLine = 100;  // characters: what is longer gets a box of several lines

/// A form while it is drawn.
struct Drawing {
  State& st;
  const Words& w;
  const Filing& filing;

  Phrase label(const Field& f) const { return field_label(w, filing.input.request.type, f.name); }

  Phrase error(const Field& f) const {
    const AnswerFault fault = st.draft.checked ? fault_of(st, f) : AnswerFault::none;
    if (fault == AnswerFault::none) return {};
    const bool is_money = f.kind == FieldKind::MONEY;
    const std::int64_t most = f.max.value_or(0);
    return w.of("error.", is_money ? "MONEY" : name(fault).data(),
                {{"min", digits(f.min.value_or(0))}, {"max", is_money ? money(most) : digits(most)}});
  }
};

void choice_field(Drawing& s, const Field& f) {
  const Phrase chosen = keep(s.st.draft[f.name]);
  const Trade& trade = s.filing.input.trade;
  bool others = false;
  for (const FieldOption& o : f.options) others |= chosen != o.code;
  if (!others) return ui::fact(s.label(f), answer_words(s.st, trade, f));
  ui::choices_begin(f.name, f.required ? s.label(f) : s.w.tr("form.optional", {{"label", s.label(f)}}), s.error(f), f.required);
  for (const FieldOption& o : f.options)
    if (ui::choice(join({f.name, "-", o.code}), option_words(s.st, trade, f, o.code), chosen == o.code))
      answer(s.st, f.name, o.code);
  ui::choices_end();
}

void units_field(Drawing& s, const Field& f) {
  const std::int64_t most = f.max.value_or(1);
  std::int64_t value = units_chosen(s.st);
  if (value < 1 || value > most) value = most;
  if (ui::stepper("num", s.label(f), value, 1, most, s.w.tr("form.fewer"), s.w.tr("form.more")))
    answer(s.st, f.name, digits(value));
}

// Typed text: words, a number to call, an amount.
void typed_field(Drawing& s, const Field& f) {
  const bool is_money = f.kind == FieldKind::MONEY;
  const Phrase most = is_money ? money(f.max.value_or(kMaxFen)) : Phrase();
  ui::FieldSpec spec;
  spec.label = s.label(f);
  spec.help = s.w.of("form.help.", f.name, {{"max", most}});
  spec.placeholder = s.w.of("form.placeholder.", f.name);
  spec.error = s.error(f);
  spec.required = f.required;
  const bool parts = f.kind == FieldKind::PARTS;
  spec.multiline = parts || (f.kind == FieldKind::TEXT && *f.max > kOneLine) || f.kind == FieldKind::ADDRESS;
  if (!is_money && !parts) spec.max_length = static_cast<int>(*f.max);
  if (f.kind == FieldKind::PHONE) spec.input_mode = spec.autocomplete = "tel";
  if (f.kind == FieldKind::ADDRESS) spec.autocomplete = "street-address";
  if (is_money) spec.input_mode = f.min.value_or(0) < 0 ? "text" : "decimal";
  if (is_money && f.name == "amount") {
    constexpr std::size_t kSign = std::string_view("¥").size();
    spec.all_label = s.w.tr("form.all");
    spec.all = keep(std::string_view(most).substr(kSign));
  }
  std::string value(s.st.draft[f.name]);
  if (ui::field(f.name, value, spec)) answer(s.st, f.name, value);
}

// Somebody comes by: one of the next days' halves.
void slot_field(Drawing& s, const Field& f) {
  const Phrase chosen = keep(s.st.draft[f.name]);
  ui::choices_begin(f.name, s.label(f), s.error(f), f.required);
  for (const Instant at : slots(s.st)) {
    const Phrase code = slot_code(s.st, at);
    if (ui::choice(join({f.name, "-", code}), moment(s.w, at, s.st.now(), s.st.context->store.utc_offset), chosen == code))
      answer(s.st, f.name, code);
  }
  ui::choices_end();
}

void statement(Drawing& s, Phrase id, Phrase label) {
  const bool is_so = !s.st.draft[id].empty();
  if (ui::checkbox(id, label, is_so)) answer(s.st, id, is_so ? "" : "1");
}

void draw_field(Drawing& s, const Field& f) {
  switch (f.kind) {
    case FieldKind::CHOICE: return choice_field(s, f);
    case FieldKind::UNITS: return units_field(s, f);
    case FieldKind::TEXT:
    case FieldKind::ADDRESS:
    case FieldKind::SKU:
    case FieldKind::PARTS:
    case FieldKind::PHONE:
    case FieldKind::MONEY: return typed_field(s, f);
    case FieldKind::BOOL:
      if (const Phrase help = s.w.of("form.help.", f.name); !help.empty()) ui::text(help, ui::TextStyle::secondary);
      return statement(s, f.name, s.label(f));
    case FieldKind::LIST:
      ui::text(s.label(f), ui::TextStyle::secondary);
      for (const FieldOption& o : f.options)
        statement(s, join({f.name, "-", o.code}), option_words(s.st, s.filing.input.trade, f, o.code));
      return;
    case FieldKind::EVIDENCE: return evidence_field(s.st, f, s.label(f));
    case FieldKind::TIME:  // goods are sent, and prices seen, when the buyer says so
      if (!f.when.field.empty()) return slot_field(s, f);
      return ui::fact(s.label(f), moment(s.w, s.st.now(), s.st.now(), s.st.context->store.utc_offset));
    default: return;  // a fixed amount stands in the bar
  }
}

void about_card(const Drawing& s, Phrase oid) {
  const Words& w = s.w;
  const CheckInput& in = s.filing.input;
  const OrderLine* line = line_of(in.trade, oid);
  ui::sunken_begin("about");
  ui::fact(w.tr("form.item"), line ? Phrase(line->title) : order_title(w, in.trade));
  ui::fact(w.tr("form.type"), w.of("type.", word(in.request.type)));
  const Phrase payer = w.of("payer.", s.filing.form.checked.freight_payer);
  if (!payer.empty()) ui::fact(w.tr("form.freight_payer"), payer);
  ui::sunken_end();
}

// What the law or the order adds to the answers; none of it is a no (domain §5.5, 9–11).
void warnings(const Drawing& s) {
  for (const Warning& x : s.filing.form.checked.warnings) {
    const Phrase words = s.w.of("warning.", x.code, {{"amount", money(x.amount)}});
    if (!words.empty()) ui::banner(join({"warning-", x.code}), ui::Icon::info, words, ui::Tone::note);
  }
}

void open_fields(Drawing& s, const Where& at) {
  State& st = s.st;
  const Words& w = s.w;
  about_card(s, at.oid);
  ui::card_begin("fields", w.tr("form.title"));
  for (const Field* f : s.filing.asked) draw_field(s, *f);
  ui::card_end();
  warnings(s);
  const bool step = is_step(s.filing);
  ui::ButtonSpec spec = of_kind(ui::ButtonKind::primary);
  spec.busy = step && st.step.state == Sending::in_flight;
  spec.enabled = !step || st.step.state != Sending::unanswered;  // the banner's button sends the very same wish again
  ui::bar_begin();
  if (s.filing.pays && (!step || st.screen().event == EventType::modify)) ui::bar_amount(amount_label(w, s.filing.input.request.type), money(s.filing.amount));
  const bool next = ui::button("next", w.tr(spec.busy ? "submit.busy" : step ? "return.send" : "form.next"), spec);
  ui::bar_end();
  if (!next || spec.busy || !spec.enabled) return;
  st.draft.checked = true;
  for (const Field* f : s.filing.asked)
    if (fault_of(st, *f) != AnswerFault::none) return ui::announce(w.tr("form.incomplete"), true);
  if (!step) return go(st, Place::review, at.tid, at.oid, {}, st.screen().type);
  if (const Case* c = find_case(st, at.case_id)) act(st, *c, st.screen().event, &s.filing);
}

bool step_row(const State& st, Phrase id, Phrase key, ui::Icon icon) {
  ui::RowSpec spec;
  spec.icon = icon;
  spec.subtitle = st.words.of("instead.help.", key);
  return ui::row(id, st.words.of("instead.", key), spec);
}

// S1-27, X5: a shipped parcel can be intercepted, rejected at the door, or returned after receipt.
void shipped_steps(State& st, const Where& at) {
  if (step_row(st, "instead-intercept", "intercept", ui::Icon::truck)) {
    open_form(st, at.tid, at.oid, CaseType::RO_IN_TRANSIT);
    st.draft.set("reason", "DONT_WANT");
    st.draft.set("want_intercept", "1");
  }
  if (step_row(st, "instead-reject", "reject", ui::Icon::box)) open_why(st, "REJECT");
  if (step_row(st, "instead-return", "return", ui::Icon::undo)) open_elsewhere(st, topic_of("no_reason"));
}

void not_eligible(State& st, const Where& at, const Trade& trade, const Checked& checked) {
  const Words& w = st.words;
  const CaseType type = st.screen().type;
  ui::card_begin("refused");
  ui::picture(ui::Picture::not_eligible);
  const Phrase own = join({"rule.", checked.code, ".", word(type)});
  ui::heading(w.has(own) ? w.tr(own) : w.of("rule.", checked.code));
  if (!checked.citation.empty())
    ui::text(w.tr("rule.citation", {{"citation", citation_words(w, checked.citation)}}), ui::TextStyle::secondary);
  ui::card_end();
  ui::heading(w.tr("instead.title"));
  ui::card_begin("instead", w.tr("instead.title"));
  const bool shipped = checked.code == "ALREADY_SHIPPED" && stage_now(st, trade) == Stage::IN_TRANSIT;
  if (shipped) shipped_steps(st, at);
  if (const Case* open = open_case(st, at.tid, at.oid)) case_row(st, *open);
  for (const CaseType other : checked.instead) {
    if (shipped) break;
    if (other == CaseType::DISPUTE) continue;  // the platform is called from the case itself, which stands above
    // The same type stays open to goods with a fault: this very form, for another reason.
    const Phrase label = other == type ? st.words.tr("wrong.quality") : w.of("type.", word(other));
    ui::RowSpec spec;
    spec.icon = type_icon(other);
    if (!ui::row(join({"instead-", word(other)}), label, spec)) continue;
    if (other == type) answer(st, "reason", "QUALITY");
    else open_topic(st, at.tid, at.oid, topic_of(other));
  }
  if (const Result<Located> l = locate_for(st, &trade, open_case(st, at.tid, {}), topics()[topic_of(type)].intent)) {
    const Route& r = somebody(*l);
    channel_row(st, r, &trade);
  }
  ui::card_end();
}

}  // namespace

Phrase field_label(const Words& w, CaseType type, Phrase field) {
  const bool refund = type <= CaseType::RETURN_REFUND;
  if (field == "num") return w.tr(refund ? "form.units" : "form.count");
  return !refund && field == "reason" ? w.tr("form.why") : w.of("form.", field);
}

Phrase amount_label(const Words& w, CaseType type) {
  const Phrase own = join({"form.amount.", word(type)});
  return w.tr(w.has(own) ? own : "form.amount");
}

Phrase form_title(const Words& w, const Screen& at) {
  if (at.event == EventType::waybill) return w.tr("return.title");
  if (at.event != EventType::submit) return w.of("act.", word(at.event));
  const Phrase own = join({"form.title.", word(at.type)});
  return w.tr(w.has(own) ? own : "form.title");
}

void view_form(State& st) {
  const Where at = where(st);
  const Trade* trade = find_trade(st, at.tid);
  if (!trade) return;
  take_up_draft(st);
  Filing f;
  auto error = fill(f, st, *trade);
  if (!error && choose_only(st, f)) {
    f = {};
    error = fill(f, st, *trade);
  }
  begin_screen(st, form_title(st.words, st.screen()), st.context->store.name);
  if (at.case_id.empty()) submission_banner(st);
  else step_banner(st, at.case_id);
  if (error) {
    ui::banner("no-form", ui::Icon::alert, st.words.of("rule.", word(error->code)), ui::Tone::trouble);
    if (!at.case_id.empty() && ui::button("to-case", st.words.tr("order.see_case"), of_kind(ui::ButtonKind::primary))) back(st);
  } else if (!f.form.checked.eligible) {
    not_eligible(st, at, *trade, f.form.checked);
  } else {
    Drawing s{st, st.words, f};
    open_fields(s, at);
  }
  end_screen(st);
}

}  // namespace kefu::panel
