#include <algorithm>

#include "engine/check_rules.hpp"
#include "kefu/answers.hpp"

namespace kefu {

namespace {

std::int64_t code_points(std::string_view text) {
  std::int64_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return n;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool offered(const Field& f, std::string_view code) {
  for (const FieldOption& o : f.options)
    if (o.code == code) return true;
  return false;
}

bool outside(const Field& f, std::int64_t value) { return (f.min && value < *f.min) || (f.max && value > *f.max); }

AnswerFault judge_text(const Field& f, const std::string& text) {
  if (blank(text)) return f.required ? AnswerFault::REQUIRED : AnswerFault::none;
  if (f.pattern != Pattern::none) {
    if (matches(f.pattern, text, f.min.value_or(0), f.max.value_or(kMaxFen))) return AnswerFault::none;
    return f.pattern == Pattern::mobile ? AnswerFault::PHONE : AnswerFault::PATTERN;
  }
  const std::int64_t length = code_points(text);
  if (f.min && length < *f.min) return AnswerFault::TOO_SHORT;
  return f.max && length > *f.max ? AnswerFault::TOO_LONG : AnswerFault::none;
}

AnswerFault judge_time(const Field& f, const std::string& text) {
  const auto at = parse_time(text);
  if (!at) return AnswerFault::INVALID_TIME;
  return outside(f, *at) ? AnswerFault::OUT_OF_RANGE : AnswerFault::none;
}

AnswerFault judge_item(const Field& f, const AnswerItem& item) {
  if (f.kind == FieldKind::LIST) return offered(f, item.text) ? AnswerFault::none : AnswerFault::CHOOSE;
  if (item.text.empty()) return AnswerFault::WRONG_TYPE;
  if (f.kind == FieldKind::PARTS) return item.number < 1 ? AnswerFault::OUT_OF_RANGE : AnswerFault::none;
  if (!item.file_type.empty() && std::find(std::begin(kFileTypes), std::end(kFileTypes), item.file_type) == std::end(kFileTypes))
    return AnswerFault::FILE_TYPE;
  return item.number > f.bytes_max ? AnswerFault::FILE_TOO_LARGE : AnswerFault::none;
}

AnswerFault judge_list(const Field& f, const std::vector<AnswerItem>& items) {
  if (items.empty() && f.required) return AnswerFault::REQUIRED;
  const auto count = static_cast<std::int64_t>(items.size());
  if (f.min && count < *f.min) return AnswerFault::TOO_FEW;
  if (f.max && count > *f.max) return AnswerFault::TOO_MANY;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (const AnswerFault fault = judge_item(f, items[i]); fault != AnswerFault::none) return fault;
    for (std::size_t k = 0; k < i; ++k)
      if (items[k].text == items[i].text) return AnswerFault::DUPLICATE;
  }
  return AnswerFault::none;
}

AnswerKind kind_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::MONEY:
    case FieldKind::UNITS:
    case FieldKind::FIXED: return AnswerKind::number;
    case FieldKind::BOOL: return AnswerKind::boolean;
    case FieldKind::EVIDENCE:
    case FieldKind::LIST:
    case FieldKind::PARTS: return AnswerKind::list;
    default: return AnswerKind::text;
  }
}

/// A form and the answers to it while they are judged, top to bottom.
class Judge {
 public:
  Judge(CheckInput in, const std::vector<Answer>& answers, const Policy& policy)
      : in_(std::move(in)), answers_(answers), policy_(policy) {
    const Answer* a = answer("reason");
    if (!a) return;  // else what was asked before does not bind the buyer
    in_.request.reason = a->text;
    if (is_no_reason(in_.request) || !policy.reason(in_.request.type, a->text)) in_.request.reason = "OTHER";
  }

  Result<Validity> run() {
    if (auto e = shape()) return *e;
    out_.trace = form_.trace;
    if (!form_.checked.eligible) {
      out_.errors.push_back({"", AnswerFault::NOT_ELIGIBLE, form_.checked.code});
    } else {
      for (const Field& f : form_.fields) judge_field(f);
      for (const Answer& a : answers_)
        if (!field(a.field)) complain(a.field, AnswerFault::UNKNOWN_FIELD);
      for (const AnswerError& e : out_.errors) out_.trace.push_back(e.code);
    }
    return std::move(out_);
  }

 private:
  const Answer* answer(std::string_view name) const {
    for (const Answer& a : answers_)
      if (a.field == name) return &a;
    return nullptr;
  }
  const Field* field(std::string_view name) const {
    for (const Field& f : form_.fields)
      if (f.name == name) return &f;
    return nullptr;
  }
  /// The answer, where there is one that the form takes.
  const Answer* good(std::string_view name) const {
    const Field* f = field(name);
    const Answer* a = answer(name);
    return f && a && judge_answer(*f, a) == AnswerFault::none ? a : nullptr;
  }

  std::optional<Error> reform() {
    Result<Form> f = form(in_, policy_);
    if (!f) return f.error();
    form_ = std::move(*f);
    return std::nullopt;
  }

  /// The form that the answers themselves lead to: reasons follow the goods, amounts follow reason and units.
  std::optional<Error> shape() {
    if (auto e = reform()) return e;
    if (const Answer* a = good("good_status")) {
      in_.request.good_status = from_name<GoodStatus>(a->text);
      if (auto e = reform()) return e;
    }
    const Answer* reason = good("reason");
    const Answer* num = good("num");
    if (reason) in_.request.reason = reason->text;
    if (num) in_.request.num = num->number;
    return reason || num ? reform() : std::nullopt;
  }

  void complain(const std::string& name, AnswerFault fault) {
    out_.errors.push_back({name, fault, std::string(kefu::name(fault))});
    doubtful_.push_back(name);
  }
  bool doubtful(std::string_view name) const {
    return std::find(doubtful_.begin(), doubtful_.end(), name) != doubtful_.end();
  }
  /// Whether it follows an answer that is wrong itself: then one complaint is enough.
  bool follows_doubt(const Field& f) const {
    if (f.name == "reason") return doubtful("good_status");
    const bool amount = f.kind == FieldKind::MONEY || (f.kind == FieldKind::FIXED && f.name == "amount");
    return doubtful(f.when.field) || (amount && (doubtful("reason") || doubtful("num") || doubtful("good_status")));
  }

  bool met(const FieldCondition& c) const {
    const Answer* a = answer(c.field);
    if (!a) return false;
    const std::string_view value = a->kind == AnswerKind::boolean ? (a->number ? "true" : "false") : std::string_view(a->text);
    return std::find(c.in.begin(), c.in.end(), value) != c.in.end();
  }

  void judge_field(const Field& f) {
    if (follows_doubt(f)) return doubtful_.push_back(f.name);
    const Answer* a = answer(f.name);
    if (!f.when.field.empty() && !met(f.when)) {
      if (a) complain(f.name, AnswerFault::NOT_ASKED);
      return;
    }
    AnswerFault fault = judge_answer(f, a);
    if (fault == AnswerFault::none && !f.required_when.field.empty() && !doubtful(f.required_when.field) &&
        met(f.required_when)) {
      Field needed = f;
      needed.required = true;
      fault = judge_answer(needed, a);
    }
    if (fault != AnswerFault::none) complain(f.name, fault);
  }

  CheckInput in_;
  const std::vector<Answer>& answers_;
  const Policy& policy_;
  Form form_;
  Validity out_;
  std::vector<std::string> doubtful_;
};

struct FaultWords {
  std::string_view code, sentence;
};
constexpr FaultWords kFaults[] = {{"", ""},
#define X(id, text) {#id, text},
                                  KEFU_ANSWER_ERRORS(X)
#undef X
};

}  // namespace

std::string_view name(AnswerFault fault) { return kFaults[static_cast<int>(fault)].code; }
std::string_view sentence(AnswerFault fault) { return kFaults[static_cast<int>(fault)].sentence; }

AnswerFault judge_answer(const Field& f, const Answer* answer) {
  if (!answer) return f.required && f.kind != FieldKind::FIXED ? AnswerFault::REQUIRED : AnswerFault::none;
  const Answer& a = *answer;
  if (a.kind != kind_of(f.kind)) return AnswerFault::WRONG_TYPE;
  switch (f.kind) {
    case FieldKind::CHOICE: {
      const bool left_out = a.text.empty() && !f.required;
      return left_out || offered(f, a.text) ? AnswerFault::none : AnswerFault::CHOOSE;
    }
    case FieldKind::FIXED: return a.number == f.fixed ? AnswerFault::none : AnswerFault::FIXED;
    case FieldKind::MONEY:
    case FieldKind::UNITS: return outside(f, a.number) ? AnswerFault::OUT_OF_RANGE : AnswerFault::none;
    case FieldKind::BOOL: return AnswerFault::none;
    case FieldKind::TIME: return judge_time(f, a.text);
    case FieldKind::EVIDENCE:
    case FieldKind::LIST:
    case FieldKind::PARTS: return judge_list(f, a.items);
    default: return judge_text(f, a.text);
  }
}

Result<Validity> validate(const CheckInput& input, const std::vector<Answer>& answers, const Policy& policy) {
  return Judge(input, answers, policy).run();
}

}  // namespace kefu
