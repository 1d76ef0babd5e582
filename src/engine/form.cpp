#include "kefu/form.hpp"

#include <algorithm>

#include "engine/dispute.hpp"
#include "engine/form_table.hpp"

namespace kefu {

namespace {

using forms::Row;

// A form in the making: the request, what is left of its lines, and check's answer.
struct Draft {
  const Asked& asked;
  const Checked& checked;
  unsigned form;          // its bit in the table
  const Case* returning;  // the case whose goods go back, or nullptr

  bool applies() const { return form < forms::kReturnLeg; }
};

// The steps of a standing case that have a form, and the event that each brings about.
constexpr struct StepForm {
  FormStep step;
  unsigned form;  // 0: the type's own
  EventType event;
} kSteps[] = {{FormStep::RETURN, forms::kReturnLeg, EventType::waybill},
              {FormStep::MODIFY, 0, EventType::modify},
              {FormStep::INTERVENE, forms::kIntervene, EventType::apply_intervention},
              {FormStep::APPEAL, forms::kAppeal, EventType::appeal},
              {FormStep::EVIDENCE, forms::kMore, EventType::add_evidence}};

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    out.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

std::optional<std::int64_t> bound(std::int64_t limit, const Draft& d) {
  const Policy& p = d.asked.policy;
  switch (limit) {
    case forms::kNone: return std::nullopt;
    case forms::kDescription: return p.description_max;
    case forms::kStatement: return p.statement_max;
    case forms::kPieces: return p.evidence_max;
    case forms::kWaybillMin: return p.waybill.min;
    case forms::kWaybillMax: return p.waybill.max;
    case forms::kMost: return d.checked.max;
    case forms::kMinusMost: return -d.checked.max;
    case forms::kNow: return d.asked.in.now;
    case forms::kWindowStart: return d.checked.window ? std::optional(d.checked.window->start) : std::nullopt;
    case forms::kAgreed: return entered(*d.returning);
    case forms::kBelowPrice: {
      Fen price = kMaxFen;
      if (d.asked.in.request.oid)
        for (std::size_t k : d.asked.lines) price = d.asked.line(k).price;
      return std::max<Fen>(0, price - 1);
    }
    default: return limit;
  }
}

// Whether 七天无理由 can still be asked for; every other reason of a type stands or falls with the type.
bool reason_open(const ReasonRule& rule, const Draft& d) {
  CheckRequest request = d.asked.in.request;
  request.reason = rule.code;
  if (!is_no_reason(request)) return true;
  CheckInput in = d.asked.in;
  in.request = request;
  return judge({in, d.asked.standing, d.asked.policy, d.asked.lines}).code == "OK";
}

void list_reasons(Field& f, const Draft& d) {
  const GoodStatus where = good_status_of(d.asked);
  for (const ReasonRule& r : d.asked.policy.reasons[d.asked.type()])
    if (r.fits(where) && reason_open(r, d)) f.options.push_back({r.code, std::string(name(r.fault)), r.needs_evidence});
  if (f.options.empty()) f.options.push_back({"OTHER", std::string(name(Fault::NONE)), false});
}

void fix(Field& f, std::int64_t value) {
  f.kind = FieldKind::FIXED;
  f.required = true;
  f.min = f.max = f.fixed = value;
}

// Units are asked for only of one line, and only where there is something to choose.
bool count_units(Field& f, const Draft& d) {
  if (!d.asked.in.request.oid || d.asked.lines.empty()) return false;
  f.max = d.asked.standing.left[d.asked.lines.front()].units;
  if (*f.max <= 1) fix(f, *f.max);
  return true;
}

bool list_gifts(Field& f, const Draft& d) {
  for (std::size_t k = 0; k < d.asked.in.trade.orders.size(); ++k) {
    bool named = false;
    for (std::size_t line : d.asked.lines) named |= line == k;
    const OrderLine& l = d.asked.line(k);
    if (l.is_gift && !named && d.asked.standing.left[k].units > 0) f.options.push_back({l.oid, "", false});
  }
  f.max = static_cast<std::int64_t>(f.options.size());
  return !f.options.empty();
}

void list_parents(Field& f, const Draft& d) {
  for (const Case& c : d.asked.in.cases)
    if (c.tid == d.asked.in.trade.tid && same_line(c.oid, d.asked.in.request.oid) &&
        may_be_disputed(c, d.asked.in.cases, d.asked.in.now, d.asked.policy))
      f.options.push_back({c.case_id, "", false});
}

// What only the case can say of a field; false: the form goes without it. The reason's options are in `reasons`.
bool fit(Field& f, const Draft& d, const std::vector<FieldOption>& reasons) {
  const std::string_view n = f.name;
  if (n == "reason") f.options = reasons;
  if (n == "num") return count_units(f, d);
  if (n == "kept_gifts") return list_gifts(f, d);
  if (n == "parent_case") list_parents(f, d);
  if (n == "number" || n == "waybill") f.pattern = Pattern::waybill;
  if (f.kind == FieldKind::PHONE) f.pattern = Pattern::mobile;
  if (f.kind == FieldKind::EVIDENCE) f.bytes_max = d.asked.policy.evidence_bytes_max;
  if (f.kind == FieldKind::FIXED || (n == "amount" && d.checked.max <= 1)) fix(f, d.checked.max);
  if (n == "evidence") {
    for (const FieldOption& r : reasons)
      if (r.needs_evidence) f.required_when.in.push_back(r.code);
    if (!f.required_when.in.empty() && !f.required) f.required_when.field = "reason";
    else f.required_when = {};
  }
  return true;
}

// What of a type's form a standing case can still be changed in (T03).
bool can_change(std::string_view field) {
  return field == "reason" || field == "amount" || field == "description" || field == "evidence";
}

std::vector<Field> fields_of(const Draft& d) {
  const unsigned type = d.form;
  const bool changes = d.asked.in.request.step == FormStep::MODIFY;
  Field reason;
  if (d.applies()) list_reasons(reason, d);
  std::vector<Field> out;
  for (const Row& row : forms::kRows) {
    if (!(row.types & type) || (changes && !can_change(row.name))) continue;
    Field f;
    f.name = row.name;
    f.kind = row.kind;
    f.required = (row.required & type) != 0;
    f.min = bound(row.min, d);
    f.max = bound(row.max, d);
    for (std::string& word : split(row.options)) f.options.push_back({std::move(word), "", false});
    f.when = {row.when_field, split(row.when_in)};
    if (*row.must_in && *row.when_field) f.required_when = {row.when_field, split(row.must_in)};
    if (!fit(f, d, reason.options)) continue;
    // A condition on an answer that cannot be given takes its field with it.
    if (f.when.field == "reason") {
      bool possible = false;
      for (const FieldOption& o : reason.options) possible |= o.code == f.when.in.front();
      if (!possible) continue;
    }
    out.push_back(std::move(f));
  }
  return out;
}

bool is_allowed(const Case& c, EventType event) {
  return std::any_of(c.allowed.begin(), c.allowed.end(),
                     [&](const AllowedEvent& a) { return a.event == event && a.actor == Actor::BUYER; });
}

const Case* case_of_step(const CheckInput& in, const StepForm& step) {
  const CheckRequest& r = in.request;
  for (const Case& c : in.cases) {
    if (c.tid != in.trade.tid || c.type != r.type || !same_line(c.oid, r.oid) || (r.parent_case && *r.parent_case != c.case_id))
      continue;
    if (step.step == FormStep::RETURN ? c.status == CaseStatus::WAIT_BUYER_RETURN_GOODS : is_allowed(c, step.event)) return &c;
  }
  return nullptr;
}

Error no_case(FormStep step) {
  return make_error(ErrorCode::INVALID_STATE, "/request/step",
                    step == FormStep::RETURN ? "No case of this type and line waits for the goods."
                                             : "No case of this type and line allows this step.");
}

Result<Form> filled(const CheckInput& input, const Policy& policy, const StepForm& step, const Case& about) {
  const Result<Standing> stands = standing(input.trade, input.cases);
  if (!stands) return stands.error();
  const std::vector<std::size_t> lines = requested_lines(input, *stands);
  const Asked asked{input, *stands, policy, lines};
  Form out;
  out.type = input.request.type;
  if (step.form != 0) {
    out.checked.eligible = true;
    out.checked.code = "OK";
    out.checked.citation = step.step == FormStep::RETURN ? "暂行办法 11" : "消法 39";
    out.checked.max = about.refund_fee;
    out.checked.trace = {step.step == FormStep::RETURN ? std::string("RETURN_LEG") : std::string(name(step.step))};
  } else {
    Result<Checked> checked = check(input, policy);
    if (!checked) return checked.error();
    out.checked = std::move(*checked);
  }
  out.trace = out.checked.trace;
  const bool returns = step.step == FormStep::RETURN;
  if (out.checked.eligible)
    out.fields = fields_of({asked, out.checked, step.form != 0 ? step.form : bit(asked.type()), returns ? &about : nullptr});
  return out;
}

}  // namespace

Result<Form> form(const CheckInput& input, const Policy& policy) {
  const StepForm* step = nullptr;
  for (const StepForm& row : kSteps)
    if (row.step == input.request.step) step = &row;
  const Case* about = step ? case_of_step(input, *step) : nullptr;
  if (step && !about) return no_case(step->step);
  if (step && step->step == FormStep::MODIFY) {  // as if the case were not there
    CheckInput rest = input;
    rest.cases.clear();
    for (const Case& c : input.cases)
      if (&c != about) rest.cases.push_back(c);
    return filled(rest, policy, *step, *about);
  }
  static constexpr StepForm kApply{FormStep::APPLY, 0, EventType::submit};
  return filled(input, policy, step ? *step : kApply, about ? *about : Case{});
}

}  // namespace kefu
