#include "panel/form_rules.hpp"

#include <algorithm>

namespace kefu::panel {

namespace {

std::int64_t code_points(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
}

// 1[3-9]\d{9} (domain §5.4): the one pattern a buyer's field carries, without a regex engine in the module.
bool mobile_number(const std::string& text) {
  return text.size() == 11 && text[0] == '1' && text[1] >= '3' && text[1] <= '9' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Phrase text_error(const Field& f, const std::string& value) {
  const std::int64_t length = code_points(value);
  if (length == 0) return f.required ? "REQUIRED" : "";
  if (f.min && length < *f.min) return "TOO_SHORT";
  if (f.max && length > *f.max) return "TOO_LONG";
  return "";
}

}  // namespace

Phrase field_error(const Field& f, const Draft& d) {
  switch (f.kind) {
    case FieldKind::CHOICE: {
      const bool known = std::any_of(f.options.begin(), f.options.end(),
                                     [&](const FieldOption& o) { return o.code == d.reason; });
      return known || (d.reason.empty() && !f.required) ? "" : "CHOOSE";
    }
    case FieldKind::TEXT: return text_error(f, d.description);
    case FieldKind::PHONE:
      if (d.phone.empty()) return f.required ? "REQUIRED" : "";
      return mobile_number(d.phone) ? "" : "PHONE";
    default: return "";
  }
}

bool complete(const Form& form, const Draft& draft) {
  return std::all_of(form.fields.begin(), form.fields.end(),
                     [&](const Field& f) { return field_error(f, draft).empty(); });
}

}  // namespace kefu::panel
