#include "engine/classify_guards.hpp"

namespace kefu {

namespace {

// Phrases of Latin letters carry their blanks, so they are found as whole words.
bool all_said(std::u16string_view phrases, std::u16string_view text) {
  for (;;) {
    const std::size_t border = phrases.find(u'&');
    if (text.find(phrases.substr(0, border)) == std::u16string_view::npos) return false;
    if (border == std::u16string_view::npos) return true;
    phrases.remove_prefix(border + 1);
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_identity_card(std::string_view n) {
  constexpr int kFactors[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr char kChecks[] = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (n[i] - '0') * kFactors[i];
  const char check = n[17] == 'x' ? 'X' : n[17];
  // Born in 19.. or 20..: an order's number seldom looks so.
  return kChecks[sum % 11] == check && (n.substr(6, 2) == "19" || n.substr(6, 2) == "20");
}

bool is_bank_card(std::string_view n) {
  int sum = 0;
  for (std::size_t i = 0; i < n.size(); ++i) {
    int d = n[n.size() - 1 - i] - '0';
    if (i % 2 == 1) d = d > 4 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 == 0;
}

constexpr std::string_view kHarmless[] = {"单号", "單號", "订单", "訂單", "运单", "order", "Order", "racking"};

bool names_harmless(std::string_view before) {
  constexpr std::size_t kNear = 24;  // bytes: eight Chinese characters
  if (before.size() > kNear) before.remove_prefix(before.size() - kNear);
  for (const std::string_view word : kHarmless)
    if (before.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool says(std::u16string_view guards, std::u16string_view kind, std::u16string_view text) {
  bool found = false;
  while (!guards.empty()) {
    const std::size_t tab = guards.find(u'\t'), end = guards.find(u'\n');
    std::u16string_view name = guards.substr(0, tab);
    const bool unless = name.front() == u'!';
    if (unless) name.remove_prefix(1);
    if (name == kind && (unless || !found) && all_said(guards.substr(tab + 1, end - tab - 1), text)) {
      if (unless) return false;
      found = true;
    }
    guards.remove_prefix(end + 1);
  }
  return found;
}

bool tells_secret_number(std::string_view text) {
  std::string digits;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '\0';
    if (is_digit(c)) {
      if (digits.empty()) start = i;
      digits += c;
      continue;
    }
    // People part the digits of a card in fours.
    const bool goes_on = (c == ' ' || c == '-') && i + 1 < text.size() && is_digit(text[i + 1]);
    if (digits.empty() || goes_on) continue;
    if (digits.size() == 17 && (c == 'X' || c == 'x')) digits += c;
    const bool card = digits.size() == 18 && is_identity_card(digits);
    const bool bank = digits.size() >= 16 && digits.size() <= 19 && is_digit(digits.back()) && is_bank_card(digits);
    if ((card || bank) && !names_harmless(text.substr(0, start))) return true;
    digits.clear();
  }
  return false;
}

}  // namespace kefu
