// Every sentence exists in every language, is used, and keeps the rules of look.md "Words".
#include <algorithm>
#include <filesystem>
#include <set>

#include "kefu/advance.hpp"
#include "kefu/locate.hpp"
#include "panel/topics.hpp"
#include "panel/words.hpp"
#include "panel_buyer.hpp"

namespace locale_test {

using namespace kefu;
using kefu::test::source_file;
using kefu::test::source_path;
using kefu::test::read_messages;

namespace {

using Messages = std::vector<panel::Words::Message>;

const Messages& messages(const std::string& lang) {
  static const Messages zh = read_messages("zh-CN"), taiwan = read_messages("zh-TW"), en = read_messages("en");
  return lang == "en" ? en : lang == "zh-TW" ? taiwan : zh;
}

constexpr const char* kChinese[] = {"zh-CN", "zh-TW"};
constexpr const char* kAll[] = {"zh-CN", "zh-TW", "en"};

bool has(const Messages& all, const std::string& key) {
  return std::any_of(all.begin(), all.end(), [&](const auto& m) { return m.first == key; });
}

bool ends(const std::string& s, const std::string& tail) {
  return s.size() >= tail.size() && s.compare(s.size() - tail.size(), tail.size(), tail) == 0;
}

std::string source_without_comments() {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("src/panel"))) {
    std::string text = source_file("src/panel/" + entry.path().filename().string()), line;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      line = text.substr(at, end - at);
      const std::size_t first = line.find_first_not_of(' ');
      if (first == std::string::npos || line.compare(first, 2, "//") != 0) all += line + "\n";
      at = end + 1;
    }
  }
  return all;
}

// Every string literal of the panel that could be a key or a family.
const std::set<std::string>& literals() {
  static const std::set<std::string> found = [] {
    std::set<std::string> out;
    const std::string code = source_without_comments();
    std::size_t at = 0;
    while ((at = code.find('"', at)) != std::string::npos) {
      std::size_t end = at + 1;
      while (end < code.size() && code[end] != '"') end += code[end] == '\\' ? 2u : 1u;
      out.insert(code.substr(at + 1, end - at - 1));
      at = end + 1;
    }
    return out;
  }();
  return found;
}

bool used(const std::string& key) {
  std::string base = key;
  for (const char* plural : {".one", ".other"})
    if (ends(base, plural) && literals().count(base.substr(0, base.size() - std::string(plural).size()))) return true;
  if (literals().count(base)) return true;
  for (std::size_t dot = base.find('.'); dot != std::string::npos; dot = base.find('.', dot + 1))
    if (literals().count(base.substr(0, dot + 1))) return true;
  return false;
}

std::set<std::string> placeholders(const std::string& s) {
  std::set<std::string> out;
  for (std::size_t at = s.find('{'); at != std::string::npos; at = s.find('{', at + 1))
    out.insert(s.substr(at, s.find('}', at) - at));
  return out;
}

template <class E>
void every_word(const std::string& family) {
  for (const char* lang : kAll)
    for (const std::string_view w : words<E>()) CHECK_MESSAGE(has(messages(lang), family + std::string(w)), family << w);
}

}  // namespace

TEST_CASE("all languages have the same sentences, plurals apart") {
  for (const char* lang : kChinese) {
    for (const auto& [key, text] : messages("en"))
      if (!ends(key, ".one")) CHECK_MESSAGE(has(messages(lang), key), lang << " " << key);
    for (const auto& [key, text] : messages(lang)) CHECK_MESSAGE(has(messages("en"), key), lang << " " << key);
  }
  for (const auto& [key, text] : messages("en"))
    if (ends(key, ".one")) CHECK_MESSAGE(has(messages("en"), key.substr(0, key.size() - 4) + ".other"), key);
}

TEST_CASE("every key the panel names has a sentence, and every sentence is named") {
  for (const auto& [key, text] : messages("en")) CHECK_MESSAGE(used(key), "unused: " << key);
  const std::string code = source_without_comments();
  for (const std::string call : {"tr(\"", "count(\""})
    for (std::size_t at = code.find(call); at != std::string::npos; at = code.find(call, at + 1)) {
      const std::size_t from = at + call.size(), end = code.find('"', from);
      const std::string key = code.substr(from, end - from);
      const bool known = has(messages("zh-CN"), key) || has(messages("zh-CN"), key + ".other");
      CHECK_MESSAGE(known, "no sentence: " << key);
    }
}

TEST_CASE("every word the engine can say to a buyer has a sentence") {
  every_word<TradeStatus>("trade.");
  every_word<CaseStatus>("case.chip.");
  every_word<CaseStatus>("case.says.");
  every_word<CaseType>("type.");
  every_word<Actor>("actor.");
  every_word<OperationMode>("decides.");
  every_word<panel::TopicGroup>("group.");
  every_word<Stage>("trade.says.");
  every_word<StoreKind>("kind.");
  for (const panel::Topic& t : panel::topics()) CHECK(has(messages("en"), "wrong." + std::string(t.key)));
  for (const std::string_view c : words<Channel>())
    if (c != "supplier_group" && c != "erp_vendor")  // the supplier's side: no buyer sees it (S1-34)
      CHECK_MESSAGE(has(messages("en"), "channel." + std::string(c)), c);
}

TEST_CASE("every reason of every policy pack has a sentence") {
  for (const auto& entry : std::filesystem::directory_iterator(source_path("assets/policies"))) {
    if (entry.path().extension() != ".json") continue;
    json::Document doc(source_file("assets/policies/" + entry.path().filename().string()));
    const json::Reader reasons = doc.root()["reasons"].maybe();
    if (!reasons) continue;
    for (const auto& type : reasons.members())
      for (const json::Reader& r : type.value.items()) {
        const std::string code = r["code"].text();
        CHECK_MESSAGE(has(messages("en"), "reason." + code), code);
      }
  }
}

TEST_CASE("placeholders are the same in all languages") {
  for (const char* lang : kChinese)
    for (const auto& [key, text] : messages(lang))
      for (const auto& [other, words] : messages("en"))
        if (key == other) CHECK_MESSAGE(placeholders(text) == placeholders(words), lang << " " << key);
}

TEST_CASE("Chinese sentences use full-width punctuation, and nobody shouts") {
  for (const char* lang : kChinese)
    for (const auto& [key, text] : messages(lang)) {
      for (const char* half : {",", ";", "?", "(", ")", "!", "！", ": "})
        CHECK_MESSAGE(text.find(half) == std::string::npos, key << ": " << text);
      const bool listed = key == "sheet.step";  // "1. …"
      CHECK_MESSAGE((listed || text.find('.') == std::string::npos), key << ": " << text);
      CHECK_MESSAGE(text.find("你") == std::string::npos, key << ": 您");
    }
  for (const auto& [key, text] : messages("en")) CHECK_MESSAGE(text.find('!') == std::string::npos, key << ": " << text);
}

TEST_CASE("Taiwan's sentences are in its characters, words and quotation marks") {
  // Every simplified character that zh-CN.json uses, and what a mainland shop says where one in Taiwan says otherwise.
  const std::string simplified =
      "与个为么买产仅从仓们价优会传关内写决准减几凭则刚别办务动协单卖厂发变号后员响坏处复宝实对将帮并库应开当录态扰护担拦拨择"
      "损换据摊数断无时暂机权条来构标样检没满点烂状现电码确种积笔签类红约线组细经结给络绝统维编网联脑舰营虚补装见规视计订认议"
      "记设证诉试话详语误说请诺谁谢负责败账货质购费赔赠踪转轮输过运还这进连迟适选递邮里钟钱铺销错闭问间际随页顶项频题颜额馈验骚骤";
  for (const auto& [key, text] : messages("zh-TW")) {
    if (key == "lang.zh-CN") continue;  // its own name for itself
    for (std::size_t at = 0; at < simplified.size(); at += 3)
      CHECK_MESSAGE(text.find(simplified.substr(at, 3)) == std::string::npos, key << ": " << text);
    for (const char* said : {"“", "”", "店鋪", "發貨", "提交", "質量", "信息", "短信", "郵箱", "網絡", "登錄", "默認", "支持", "渠道",
                             "反饋", "快遞", "積分", "包郵", "視頻", "打款", "到賬", "記錄", "聯系", "平臺"})
      CHECK_MESSAGE(text.find(said) == std::string::npos, key << ": " << text);
  }
}

TEST_CASE("小二 is never said without 平台客服") {
  for (const char* lang : kChinese)
    for (const auto& [key, text] : messages(lang))
      if (text.find("小二") != std::string::npos) CHECK_MESSAGE(text.find("平台客服") != std::string::npos, key << ": " << text);
}

TEST_CASE("chips, buttons and titles fit a 360 px screen") {
  // Half-width units of 16 px type: 328 px of column hold 41.
  const auto width = [](const std::string& s) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < s.size();) {
      const auto c = static_cast<unsigned char>(s[i]);
      i += c < 0x80 ? 1u : c < 0xE0 ? 2u : c < 0xF0 ? 3u : 4u;
      units += c < 0x80 ? 1u : 2u;
    }
    return units;
  };
  for (const char* lang : kAll)
    for (const auto& [key, text] : messages(lang))
      for (const char* family : {"state.", "do.", "case.chip.", "trade.", "group.", "submit.submit", "submit.busy", "form.next"})
        if (key.compare(0, std::string(family).size(), family) == 0 && key.find(".says.") == std::string::npos)
          CHECK_MESSAGE(width(text) <= 41, lang << " " << key);
}

TEST_CASE("amounts, times and durations read like a shop's") {
  panel::Words zh, en;
  zh.load("zh-CN", messages("zh-CN"));
  en.load("en", messages("en"));
  constexpr Seconds off = 8 * kHour;
  CHECK(panel::money(8695) == "¥86.95");
  CHECK(panel::money(5) == "¥0.05");
  CHECK(panel::money(-300) == "−¥3.00");
  CHECK(panel::left(zh, 30 * kHour) == "还剩 1 天 6 小时");
  CHECK(panel::left(en, 25 * kHour) == "1 day 1 hour left");
  CHECK(panel::duration(zh, 59) == "1 分钟");
  CHECK(panel::duration(en, 2 * kDay) == "2 days");
  const Instant midnight = *parse_time("2026-03-10T00:00:00+08:00");
  CHECK(panel::before(zh, midnight, off) == "3 月 9 日 23:59 前");
  CHECK(panel::before(en, midnight, off) == "before 9 Mar, 23:59");
  CHECK(panel::moment(zh, midnight + 9 * kHour, midnight, off) == "09:00");
  CHECK(panel::moment(zh, midnight + 33 * kHour, midnight, off) == "明天 09:00");
  CHECK(panel::date_text(zh, *parse_time("2024-02-29T12:00:00+08:00"), off) == "2 月 29 日");
}

TEST_CASE("a sentence takes its values, and a value with braces is not read again") {
  panel::Words w;
  w.load("en", {{"a", "{x} and {y}"}, {"b", "{open"}, {"f.other", "rest"}, {"n.one", "{n} day"}, {"n.other", "{n} days"}});
  CHECK(w.tr("a", {{"x", "{y}"}, {"y", "2"}}) == "{y} and 2");
  CHECK(w.tr("b") == "{open");
  CHECK(w.tr("missing") == "missing");
  CHECK(w.of("f.", "unknown") == "rest");
  CHECK(w.of("g.", "unknown").empty());
  CHECK(w.count("n", 1) == "1 day");
  CHECK(w.count("n", 2) == "2 days");
}

}  // namespace locale_test
