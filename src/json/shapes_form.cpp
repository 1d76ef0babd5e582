// form's answer and the judgement of a filled one; their shapes are described in form.hpp and answers.hpp.
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

constexpr std::size_t kMostAnswers = 100;

void write_bound(Writer& w, std::string_view key, const Field& f, const std::optional<std::int64_t>& bound, Seconds offset) {
  w.key(key);
  if (bound && f.kind == FieldKind::TIME) w.time(*bound, offset);
  else w.optional(bound);
}

void write_condition(Writer& w, std::string_view key, const FieldCondition& c) {
  if (!c.field.empty()) w.key(key).open().key("field").value(c.field).key("in").list(c.in).close();
}

void write_field(Writer& w, const Field& f, Seconds offset) {
  w.open();
  w.key("name").value(f.name);
  w.key("kind").value(name(f.kind));
  w.key("required").value(f.required);
  write_bound(w, "min", f, f.min, offset);
  write_bound(w, "max", f, f.max, offset);
  w.key("pattern");
  if (f.pattern == Pattern::none) w.null();
  else w.value(pattern_text(f.pattern, f.min.value_or(0), f.max.value_or(0)));
  w.key("options").open_list();
  for (const FieldOption& o : f.options) {
    w.open().key("code").value(o.code);
    if (!o.fault.empty()) w.key("fault").value(o.fault).key("evidence").value(o.needs_evidence);
    w.close();
  }
  w.close_list();
  if (f.fixed) w.key("fixed").value(*f.fixed);
  write_condition(w, "when", f.when);
  write_condition(w, "required_when", f.required_when);
  if (f.bytes_max > 0) {
    w.key("evidence").open().key("types").open_list();
    for (std::string_view type : kFileTypes) w.value(type);
    w.close_list().key("bytes_max").value(f.bytes_max).close();
  }
  w.close();
}

// A buyer's answers may be of any type: what does not fit is a complaint about the field, not about the document.
bool read_number(Reader r, std::int64_t& out) {
  constexpr std::size_t kLongest = 18;  // fits int64 whatever its digits
  const std::string text = r.raw();
  if (text.size() > kLongest || text.find_first_not_of("-0123456789") != std::string::npos) return false;
  out = r.integer(-kMaxFen * 100, kMaxFen * 100);
  return true;
}

std::string text_or_nothing(Reader r) {
  const Reader v = r.maybe();
  return v && v.is_text() ? v.text() : std::string();
}

// "photo.jpg", {"name","type","bytes"} or {"sku","num"}.
AnswerItem read_item(Reader r) {
  AnswerItem out;
  if (!r.is_object()) {
    out.text = text_or_nothing(r);
    return out;
  }
  out.text = text_or_nothing(r["name"]) + text_or_nothing(r["sku"]);
  out.file_type = text_or_nothing(r["type"]);
  for (const char* key : {"bytes", "num"})
    if (const Reader v = r[key].maybe(); v && !read_number(v, out.number)) out.text.clear();
  return out;
}

Answer read_answer(std::string field, Reader r) {
  Answer out;
  out.field = std::move(field);
  if (r.is_text()) {
    out.kind = AnswerKind::text;
    out.text = r.text();
  } else if (r.is_array()) {
    out.kind = AnswerKind::list;
    for (Reader item : r.items(kMostAnswers)) out.items.push_back(read_item(item));
  } else if (!r.is_object()) {
    const std::string raw = r.raw();
    if (raw == "true" || raw == "false") {
      out.kind = AnswerKind::boolean;
      out.number = raw == "true";
    } else if (read_number(r, out.number)) {
      out.kind = AnswerKind::number;
    }
  }
  return out;
}

}  // namespace

std::vector<Answer> read_answers(Reader r) {
  std::vector<Answer> out;
  for (const Reader::Member& m : r.members(kMostAnswers))
    if (!m.value.is_null()) out.push_back(read_answer(std::string(m.key), m.value));
  return out;
}

void write(Writer& w, const Form& f, Seconds offset) {
  w.open();
  w.key("type").value(name(f.type));
  w.key("eligible").value(f.checked.eligible);
  w.key("code").value(f.checked.code);
  w.key("citation").value(f.checked.citation);
  if (!f.checked.eligible) {
    w.key("instead").open_list();
    for (CaseType t : f.checked.instead) w.value(name(t));
    w.close_list();
  }
  w.key("max").value(f.checked.max);
  w.key("fields").open_list();
  for (const Field& x : f.fields) write_field(w, x, offset);
  w.close_list();
  w.key("trace").list(f.trace);
  w.close();
}

void write(Writer& w, const Validity& v) {
  w.open().key("valid").value(v.valid()).key("errors").open_list();
  for (const AnswerError& e : v.errors)
    w.open().key("field").value(e.field).key("code").value(e.code).key("message").value(sentence(e.fault)).close();
  w.close_list().key("trace").list(v.trace).close();
}

}  // namespace kefu::json
