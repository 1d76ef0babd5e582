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

// Members of a request or of its event have judges of their own.
bool is_member(std::string_view field) {
  constexpr std::string_view kMembers[] = {"reason", "good_status", "num", "amount", "evidence", "parent_case", "seal_broken",
                                           "activated", "tags_intact", ""};
  return std::find(std::begin(kMembers), std::end(kMembers), field) != std::end(kMembers);
}

bool read_whole(std::string_view text, std::int64_t& out) {
  constexpr std::size_t kLongest = 17;  // far from the end of 64 bits
  if (text.empty() || text.size() > kLongest) return false;
  const bool negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  out = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + (c - '0');
  }
  if (negative) out = -out;
  return !text.empty();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t from = text.find_first_not_of(kBlank);
  return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

// "杯盖 ×2", also with x, X or *: a name and how many of it.
AnswerItem read_part(std::string_view line) {
  std::size_t digits = line.size();
  while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9') --digits;
  std::int64_t units = 0;
  const std::string_view head = trimmed(line.substr(0, digits));
  for (const std::string_view sign : {"×", "x", "X", "*"})
    if (head.size() > sign.size() && head.substr(head.size() - sign.size()) == sign && read_whole(line.substr(digits), units))
      return {std::string(trimmed(head.substr(0, head.size() - sign.size()))), "", units};
  return {std::string(line), "", 1};
}

void split_list(Answer& out, bool parts, std::string_view text) {
  const char end = parts ? '\n' : ',';
  while (!text.empty()) {
    const std::size_t at = std::min(text.find(end), text.size());
    const std::string_view piece = trimmed(text.substr(0, at));
    if (!piece.empty()) out.items.push_back(parts ? read_part(piece) : AnswerItem{std::string(piece), "", 0});
    text.remove_prefix(std::min(at + 1, text.size()));
  }
}

void add_text(std::vector<Answer>& all, std::string_view field, std::string_view text) {
  Answer a;
  a.field = field;
  a.kind = AnswerKind::text;
  a.text = text;
  all.push_back(std::move(a));
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

Answer answer_of(const Field& f, std::string_view text) {
  Answer out;
  out.field = f.name;
  const AnswerKind kind = kind_of(f.kind);
  if (kind == AnswerKind::text) {
    out.text = text;
  } else if (kind == AnswerKind::list) {
    split_list(out, f.kind == FieldKind::PARTS, text);
  } else if (kind == AnswerKind::boolean) {
    out.number = text == "true";
    if (!out.number && text != "false") return out;
  } else if (!read_whole(text, out.number)) {
    return out;
  }
  out.kind = kind;
  return out;
}

std::optional<std::string> judge_request(const CheckInput& input, const std::vector<Answer>& beside, const Policy& policy) {
  const CheckRequest& r = input.request;
  if (r.answers.empty()) return std::nullopt;
  const Result<Form> asked = form(input, policy);
  if (!asked) return std::string(name(asked.error().code));
  std::vector<Answer> all = beside;
  for (const Field& f : asked->fields)
    if (f.name == "num") all.push_back({f.name, AnswerKind::number, {}, r.num.value_or(f.max.value_or(1)), {}});
  add_text(all, "reason", r.reason);
  if (r.good_status) add_text(all, "good_status", name(*r.good_status));
  for (const auto& [field, text] : r.answers) {
    if (is_member(field)) return field + ": " + std::string(name(AnswerFault::UNKNOWN_FIELD));
    Field known{};
    known.name = field;
    known.kind = FieldKind::TEXT;
    for (const Field& f : asked->fields)
      if (f.name == field) known = f;
    all.push_back(answer_of(known, text));
  }
  const Result<Validity> v = validate(input, all, policy);
  if (!v) return std::string(name(v.error().code));
  for (const AnswerError& e : v->errors) {
    if (!is_member(e.field)) return e.field + ": " + e.code;
  }
  return std::nullopt;
}

std::optional<Fen> claimed(const CheckRequest& r, const Trade& trade) {
  const bool drop = r.type == CaseType::PRICE_PROTECT;
  if (!drop && r.type != CaseType::FREIGHT) return std::nullopt;
  for (const auto& [field, text] : r.answers) {
    std::int64_t fen = 0;
    if (field != (drop ? "current_price" : "freight_paid") || !read_whole(text, fen) || fen < 0 || fen > kMaxFen) continue;
    if (!drop) return fen;
    for (const OrderLine& line : trade.orders)
      if (r.oid ? line.oid == *r.oid : trade.orders.size() == 1)
        return line.price > fen ? (line.price - fen) * std::min(r.num.value_or(line.num), line.num) : 0;
  }
  return std::nullopt;
}

Result<Validity> validate(const CheckInput& input, const std::vector<Answer>& answers, const Policy& policy) {
  return Judge(input, answers, policy).run();
}

}  // namespace kefu
