#include "server/desk_rules.hpp"

#include <charconv>

#include "server/json_edit.hpp"
#include "server/problem.hpp"

namespace kefu::server {

namespace {

// Named, not excluded: a role that comes later is no desk until somebody says so.
bool works_cases(Role role) {
  return role == Role::agent || role == Role::platform_desk || role == Role::xiaoer || role == Role::supplier;
}

}  // namespace

void demand_case_desk(const Identity& who) {
  if (!works_cases(who.role))
    throw Problem{403, "NOT_PERMITTED", "The queue is for those who work cases: shop, platform and supplier."};
}

void demand_desk(const Identity& who) {
  if (!works_cases(who.role) && who.role != Role::finance)
    throw Problem{403, "NOT_PERMITTED", "The figures are for the desks and finance."};
}

Scope figures_scope(const Identity& who) {
  return who.role == Role::finance ? Scope{"'' = :who", ""} : scope_of(who);
}

std::string shown_name(const Identity& who, const std::string& buyer) {
  if (who.role != Role::supplier || buyer.empty()) return buyer;
  std::size_t first = 1;
  while (first < buyer.size() && (static_cast<unsigned char>(buyer[first]) & 0xC0u) == 0x80u) ++first;
  return buyer.substr(0, first) + "*";
}

std::string shown_case(const Identity& who, const std::string& document) {
  static constexpr std::size_t kShown = 4;  // digits at the end
  if (who.role != Role::supplier) return document;
  json::Document doc(document);
  const auto phone = doc.root()["phone"].maybe();
  const std::string number = phone ? phone.text() : "";
  if (number.size() <= kShown) return document;
  const std::string masked = std::string(number.size() - kShown, '*') + number.substr(number.size() - kShown);
  return with_members(doc.root(), {{"phone", json_text(masked)}});
}

int query_number(const Request& request, const std::string& name, int min, int max, int otherwise) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  int value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size() || value < min || value > max)
    throw Problem{422, "OUT_OF_RANGE", name + " is a number from " + std::to_string(min) + " to " + std::to_string(max) + "."};
  return value;
}

std::string query_text(const Request& request, const std::string& name, std::size_t most) {
  std::string text = request.query_value(name).value_or("");
  if (text.size() > most)
    throw Problem{422, "OUT_OF_RANGE", name + " has at most " + std::to_string(most) + " bytes."};
  return text;
}

}  // namespace kefu::server
