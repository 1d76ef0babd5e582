#include "panel/form_rules.hpp"

#include <algorithm>

#include "engine/advance_settle.hpp"
#include "engine/check_history.hpp"
#include "json/writer.hpp"
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/phrases.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"
#include "panel/yuan.hpp"

namespace kefu::panel {

namespace {

constexpr const char* kStatements[] = {"seal_broken", "activated", "tags_intact"};

// What is so unless the buyer says otherwise.
constexpr struct {
  CaseType type;
  Phrase field, text;
} kPresumed[] = {
    {CaseType::RO_UNSHIPPED, "good_status", "UNSHIPPED"},
    {CaseType::RO_IN_TRANSIT, "good_status", "BUYER_NOT_RECEIVED"},
    {CaseType::RO_RECEIVED, "good_status", "BUYER_RECEIVED"},
    {CaseType::RO_RECEIVED, "reason", "AGREED"},
    {CaseType::RETURN_REFUND, "good_status", "BUYER_RECEIVED"},
    {CaseType::RETURN_REFUND, "reason", "SEVEN_DAYS_WITHOUT_REASON"},
    {CaseType::RETURN_REFUND, "tags_intact", "1"},
    {CaseType::RESHIP, "good_status", "BUYER_RECEIVED"},
    {CaseType::REPAIR, "mode", "FREE"},
    {CaseType::COMPLAINT, "target", "STORE"},
    {CaseType::LATE_SHIP, "reason", "LATE_SHIPMENT"},
};

// Members of the request or of the step's event; everything else is one of the request's `answers`.
constexpr Phrase kMembers[] = {"reason", "good_status", "num", "amount", "description", "phone", "parent_case",
                               "seal_broken", "activated", "tags_intact"};

bool is_member(Phrase field) {
  return std::any_of(std::begin(kMembers), std::end(kMembers), [&](Phrase m) { return m == field; });
}

bool is_so(const State& st, Phrase statement) { return !st.draft[statement].empty(); }

Phrase gift_key(Phrase oid) { return join({"kept_gifts-", oid}); }

FormStep step_of(EventType event) {
  switch (event) {
    case EventType::modify: return FormStep::MODIFY;
    case EventType::apply_intervention: return FormStep::INTERVENE;
    case EventType::appeal: return FormStep::APPEAL;
    case EventType::add_evidence: return FormStep::EVIDENCE;
    default: return FormStep::RETURN;
  }
}

bool is_refund(CaseType type) { return type <= CaseType::RETURN_REFUND; }

// "60.1", "−5" where less than nothing can be meant.
std::optional<Fen> typed_money(std::string_view text, bool may_be_negative) {
  for (const std::string_view minus : {"-", "−", "－"})
    if (may_be_negative && text.substr(0, minus.size()) == minus) {
      const auto fen = parse_yuan(text.substr(minus.size()));
      return fen ? std::optional(-*fen) : std::nullopt;
    }
  return parse_yuan(text);
}
std::optional<Fen> typed_money(const State& st, const Field& f) { return typed_money(st.draft[f.name], f.min.value_or(0) < 0); }

void read_request(CheckRequest& r, const State& st, const Trade& trade) {
  const Screen& at = st.screen();
  r.type = at.type;
  if (!at.oid.empty()) r.oid = at.oid;
  if (const Case* c = find_case(st, at.case_id)) {
    r.step = step_of(at.event);
    r.parent_case = at.case_id;
    if (r.step != FormStep::MODIFY) return;
    r.good_status = c->good_status;
    if (r.oid && c->num > 0) r.num = c->num;
  }
  if (is_so(st, "reason")) r.reason = std::string_view(st.draft["reason"]);
  if (r.step != FormStep::APPLY) return;
  if (is_so(st, "parent_case")) r.parent_case = std::string_view(st.draft["parent_case"]);
  r.good_status = from_name<GoodStatus>(st.draft["good_status"]);
  if (at.type == CaseType::RETURN_REFUND)
    r.integrity = {is_so(st, kStatements[0]), is_so(st, kStatements[1]), is_so(st, kStatements[2])};
  const OrderLine* line = line_of(trade, at.oid);
  const std::int64_t num = units_chosen(st);
  if (line && num > 0 && num <= units_left(st, trade, *line)) r.num = num;
}

// Of an order that cannot be counted there is nothing to quote; the form says why.
QuoteInput whole_of(const State& st, const CheckInput& input) {
  const Result<Standing> stands = standing(input.trade, input.cases);
  return stands ? quote_input(input, *stands, st.context->policy) : QuoteInput();
}

bool holds(const State& st, const FieldCondition& c) {
  const Phrase said = st.draft[c.field];
  for (const std::string& word : c.in)
    if (said == word || (word == "true" && !said.empty())) return true;
  return false;
}

bool is_asked(const State& st, const Field& f, FormStep step) {
  if (step == FormStep::RETURN && !f.required) return false;
  // A change would put what is added in the place of what the case holds.
  const Case* c = step == FormStep::MODIFY && f.kind == FieldKind::EVIDENCE ? find_case(st, st.screen().case_id) : nullptr;
  if (c && !c->evidence.empty()) return false;
  return f.when.field.empty() || holds(st, f.when);
}

// Leaves out what is not asked, and of the rest what the other answers leave no room for.
void narrow(Filing& f, const State& st) {
  for (Field& field : f.form.fields) {
    if (!is_asked(st, field, f.input.request.step)) continue;
    f.asked.push_back(&field);
    field.required |= holds(st, field.required_when);
    if (field.name == "amount" && field.kind == FieldKind::MONEY) field.max = f.most;
  }
}

std::string answer_text(const State& st, const Field& f) {
  const Phrase said = st.draft[f.name];
  std::string out;
  switch (f.kind) {
    case FieldKind::BOOL: return said.empty() ? out : "true";
    case FieldKind::MONEY: {
      const auto fen = typed_money(st, f);
      return fen ? std::to_string(*fen) : out;
    }
    case FieldKind::TIME:  // what was seen was seen just now
      return f.when.field.empty() ? format_time(st.now(), st.context->store.utc_offset) : std::string(std::string_view(said));
    case FieldKind::LIST:
      for (const FieldOption& o : f.options)
        if (is_so(st, gift_key(o.code))) out += (out.empty() ? "" : ",") + o.code;
      return out;
    case FieldKind::FIXED: return out;
    default: return std::string(std::string_view(said));
  }
}

void read_answers(Filing& f, const State& st) {
  for (const Field* field : f.asked)
    if (std::string text = answer_text(st, *field); !is_member(field->name) && !text.empty())
      f.input.request.answers.emplace_back(field->name, std::move(text));
}

// A change begins with what the case asks for now.
void presume_change(State& st, const Case& c) {
  st.draft.set("reason", c.reason);
  st.draft.set("description", c.description);
  constexpr std::size_t kSign = std::string_view("¥").size();
  if (c.refund_fee < c.max) st.draft.set("amount", std::string_view(money(c.refund_fee)).substr(kSign));
}

}  // namespace

void presume(State& st) {
  const Screen& at = st.screen();
  if (const Case* c = find_case(st, at.case_id)) {
    if (at.event == EventType::modify) presume_change(st, *c);
    return;
  }
  for (const auto& p : kPresumed)
    if (p.type == at.type) st.draft.set(p.field, p.text);
  const Trade* trade = find_trade(st, at.tid);
  if (trade && stage_now(st, *trade) < Stage::SIGNED && (at.type == CaseType::RETURN_REFUND || at.type == CaseType::RESHIP))
    st.draft.set("good_status", "");
  for (const Case& c : st.context->cases)  // nobody types an address twice
    for (const auto& [field, text] : c.answers)
      if (field == "address") return st.draft.set("address", text);
}

std::optional<Error> fill(Filing& f, const State& st, const Trade& trade) {
  f.input.now = st.now();
  f.input.trade = trade;
  f.input.cases = cases_of(st, trade.tid);
  for (Case& c : f.input.cases)
    if (c.case_id == st.screen().case_id) c = as_of_now(st, c);
  CheckRequest& r = f.input.request;
  read_request(r, st, trade);
  Result<Form> form = kefu::form(f.input, st.context->policy);
  if (!form) return form.error();
  f.form = std::move(*form);
  f.quoted = is_refund(r.type);
  const Result<Quote> q = quote_for(st, f.input);
  f.most = f.amount = f.quoted && q ? q->total : f.form.checked.max;
  if (const auto part = parse_yuan(st.draft["amount"]); f.quoted && part && *part > 0 && *part < f.most) f.amount = *part;
  narrow(f, st);
  f.pays = f.quoted || r.type == CaseType::LATE_SHIP || r.type == CaseType::PRICE_PROTECT || r.type == CaseType::FREIGHT;
  if (is_step(f)) return std::nullopt;
  read_answers(f, st);
  if (r.type == CaseType::PRICE_PROTECT || r.type == CaseType::FREIGHT)
    f.amount = std::min(f.most, claimed(r, trade).value_or(0));
  return std::nullopt;
}

std::int64_t units_chosen(const State& st) { return parse_yuan(st.draft["num"]).value_or(0) / 100; }

AnswerFault fault_of(const State& st, const Field& f) {
  const Phrase said = st.draft[f.name];
  switch (f.kind) {
    case FieldKind::MONEY: {
      if (said.empty()) return f.required ? AnswerFault::REQUIRED : AnswerFault::none;
      const auto fen = typed_money(st, f);
      const bool fits = fen && *fen >= f.min.value_or(0) && *fen <= f.max.value_or(kMaxFen);
      return fits ? AnswerFault::none : AnswerFault::OUT_OF_RANGE;
    }
    case FieldKind::TIME:  // chosen where it lies ahead
      return f.required && !f.when.field.empty() && said.empty() ? AnswerFault::CHOOSE : AnswerFault::none;
    case FieldKind::CHOICE:
    case FieldKind::TEXT:
    case FieldKind::ADDRESS:
    case FieldKind::SKU:
    case FieldKind::PARTS:
    case FieldKind::PHONE: {
      if (said.empty() && !f.required) return AnswerFault::none;
      const Answer a = answer_of(f, said);
      return judge_answer(f, &a);
    }
    case FieldKind::EVIDENCE: return evidence_fault(st, f);
    default: return AnswerFault::none;  // cannot be wrong
  }
}

Result<Quote> quote_for(const State& st, const CheckInput& input) {
  QuoteInput q = whole_of(st, input);
  for (const OrderLine& line : input.trade.orders)
    if (is_so(st, gift_key(line.oid))) q.request.kept_gifts.push_back(line.oid);
  return quote(q);
}

std::vector<std::pair<std::string, Fen>> tenders_for(const State& st, const Filing& f) {
  Result<Settlement> s = settle(whole_of(st, f.input), f.amount);
  return s ? std::move(s->tenders) : std::vector<std::pair<std::string, Fen>>();
}

std::vector<Instant> slots(const State& st) {
  constexpr Seconds kHours[] = {9 * kHour, 14 * kHour};
  constexpr std::int64_t kDays = 3;
  const Seconds offset = st.context->store.utc_offset;
  const std::int64_t today = to_local(st.now(), offset).day;
  std::vector<Instant> out;
  for (std::int64_t day = 1; day <= kDays; ++day)
    for (const Seconds hour : kHours) out.push_back(from_local_day(today + day, offset) + hour);
  return out;
}

Phrase slot_code(const State& st, Instant at) { return keep(format_time(at, st.context->store.utc_offset)); }

Phrase option_words(const State& st, const Trade& trade, const Field& field, Phrase code) {
  const Words& w = st.words;
  if (field.name == "reason") return w.of("reason.", code);
  if (const Case* parent = field.name == "parent_case" ? find_case(st, code) : nullptr) {
    const OrderLine* about = parent->oid ? line_of(trade, *parent->oid) : nullptr;
    const Phrase type = w.of("type.", word(parent->type));
    return about ? join({type, " · ", about->title}) : type;
  }
  const OrderLine* line = line_of(trade, code);
  return line ? Phrase(line->title) : w.of("form.", join({field.name, ".", code}));
}

Phrase told_words(const State& st, const Trade* trade, Phrase field, Phrase text) {
  const Words& w = st.words;
  if (text == "true") return w.tr("form.yes");
  if (field == "price_diff" || field == "current_price" || field == "freight_paid") {
    const std::string_view all = text;
    Fen fen = 0;
    for (const char c : all)
      if (c >= '0' && c <= '9') fen = fen * 10 + (c - '0');
    return money(all.substr(0, 1) == "-" ? -fen : fen);
  }
  if (const auto at = parse_time(text)) return moment(w, *at, st.now(), st.context->store.utc_offset);
  if (field == "kept_gifts" && trade) {
    Phrase out;
    std::string_view codes = text;
    while (!codes.empty()) {
      const std::size_t end = std::min(codes.find(','), codes.size());
      if (const OrderLine* gift = line_of(*trade, keep(codes.substr(0, end))))
        out = join({out, out.empty() ? Phrase() : w.tr("hours.and"), gift->title});
      codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return out;
  }
  const Phrase option = join({"form.", field, ".", text});
  return w.has(option) ? w.tr(option) : text;
}

Phrase answer_words(const State& st, const Trade& trade, const Field& field) {
  const Words& w = st.words;
  const Phrase said = keep(st.draft[field.name]);
  if (field.kind == FieldKind::BOOL) return w.tr(said.empty() ? "form.no" : "form.yes");
  if (field.kind == FieldKind::CHOICE && !said.empty()) return option_words(st, trade, field, said);
  if (field.kind == FieldKind::EVIDENCE) return evidence_words(st, field.name);
  if (is_member(field.name)) return said;
  return told_words(st, &trade, field.name, keep(answer_text(st, field)));
}

std::string submission_of(const State& st, const Filing& f) {
  const CheckRequest& r = f.input.request;
  json::Writer w;
  w.open().key("tid").value(f.input.trade.tid).key("request").open();
  w.key("type").value(name(r.type));
  if (r.oid) w.key("oid").value(*r.oid);
  if (r.num) w.key("num").value(*r.num);
  if (r.parent_case) w.key("parent_case").value(*r.parent_case);
  w.key("reason").value(r.reason);
  if (r.good_status) w.key("good_status").value(name(*r.good_status));
  if (r.integrity.seal_broken) {
    w.key("integrity").open();
    for (const char* statement : kStatements) w.key(statement).value(is_so(st, statement));
    w.close();
  }
  if (!r.answers.empty()) {
    w.key("answers").open();
    for (const auto& [field, text] : r.answers) w.key(field).value(text);
    w.close();
  }
  w.close();
  if (f.pays) w.key("amount").value(f.amount);
  if (is_so(st, "description")) w.key("description").value(st.draft["description"]);
  if (is_so(st, "phone")) w.key("phone").value(st.draft["phone"]);
  write_evidence(w, st, draft_key(st));
  return w.close().take();
}

void write_step(json::Writer& w, const State& st, const Filing& f) {
  for (const Field* field : f.asked) {
    if (field->kind == FieldKind::EVIDENCE) continue;
    w.key(field->name);
    if (field->kind == FieldKind::TIME) w.time(st.now(), st.context->store.utc_offset);
    else if (field->kind == FieldKind::MONEY) w.value(f.amount);
    else w.value(st.draft[field->name]);
  }
  write_evidence(w, st, draft_key(st));
}

bool choose_only(State& st, const Filing& f) {
  for (const Field* field : f.asked)
    if (field->kind == FieldKind::CHOICE && field->required && field->options.size() == 1 && !is_so(st, field->name)) {
      st.draft.set(field->name, field->options.front().code);
      return true;
    }
  return false;
}

}  // namespace kefu::panel
