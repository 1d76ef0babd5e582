#include "oracle.hpp"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "json/run.hpp"

namespace kefu::fuzz {

void broken(const char* promise, std::string_view evidence) {
  std::fprintf(stderr, "BROKEN PROMISE: %s\n%.*s\n", promise, static_cast<int>(evidence.size()), evidence.data());
  std::abort();
}

namespace {

using Json = nlohmann::json;
using Sum = __int128;

Json parsed(std::string_view text) { return Json::parse(text, nullptr, false); }

bool known_code(const std::string& word) {
#define X(id, text) \
  if (word == #id) return true;
  KEFU_ERRORS(X)
#undef X
  return false;
}

Sum number(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() || it->is_null() ? Sum{0} : Sum{it->get<std::int64_t>()};
}

Sum sum_of(const Json& list, const char* key) {
  Sum sum = 0;
  for (const Json& item : list) sum += number(item, key);
  return sum;
}

Json list_of(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() || it->is_null() ? Json::array() : *it;
}

/// What the buyer paid: what the lines are worth after promotions, and freight.
Sum paid(const Json& trade) {
  Sum shares = 0, worth = 0;
  bool all_shared = true;
  for (const Json& line : trade["orders"]) {
    all_shared = all_shared && line.contains("divide_order_fee") && !line["divide_order_fee"].is_null();
    shares += number(line, "divide_order_fee");
    worth += number(line, "price") * number(line, "num") + number(line, "adjust_fee") - number(line, "discount_fee");
  }
  worth -= sum_of(list_of(trade, "promotions"), "amount");
  return (all_shared ? shares : worth) + number(trade, "post_fee") - number(trade, "post_discount");
}

void quote(const Json& in, const Json& out, std::string_view text) {
  const Sum total = number(out, "total");
  promise(total >= 0 && number(out, "goods") >= 0 && number(out, "freight") >= 0, "no amount is negative", text);
  promise(total <= paid(in["trade"]), "nobody gets back more than was paid", text);
  Sum tenders = 0;
  for (const Json& amount : out["tenders"]) tenders += amount.get<std::int64_t>();
  promise(tenders == total, "the tenders add up to the total", text);
  const Sum forfeited = [&] {
    Sum sum = 0;
    if (out.contains("forfeited"))
      for (const Json& amount : out["forfeited"]) sum += amount.get<std::int64_t>();
    return sum;
  }();
  promise(number(out, "goods") - forfeited + number(out, "freight") - sum_of(out["deductions"], "amount") == total,
          "total = goods - forfeited + freight - deductions", text);
  for (const Json& line : out["lines"])
    promise(number(line, "refund") >= 0 && number(line, "value_left") >= 0 && number(line, "units_left") >= 0,
            "no line goes below nothing", text);
}

void locate(const Json& in, const Json& out, std::string_view text) {
  static const std::set<std::string> kStore = {"presale_agent", "aftersale_agent", "store_agent", "order_contact", "phone", "sms",
                                               "wechat", "video", "store_bot", "email", "leave_message"};
  const std::string intent = in.value("intent", Json()).is_string() ? in["intent"].get<std::string>() : "";
  const std::string kind = in["store"]["kind"].get<std::string>();
  std::set<std::string> seen;
  std::int64_t rank = 0;
  promise(!out["routes"].empty() && out["routes"].size() <= 5, "one to five routes", text);
  promise(out["routes"].size() + out["more"].size() >= 2, "at least two ways", text);
  for (const char* list : {"routes", "more"})
    for (const Json& route : out[list]) {
      const std::string channel = route["channel"].get<std::string>();
      promise(seen.insert(channel).second, "no channel twice", text);
      promise(number(route, "rank") == ++rank, "ranks count from one", text);
      promise(intent != "FRAUD" && intent != "SAFETY" ? true : !kStore.contains(channel), "fraud and safety never go to the store", text);
      promise(kind != "TGC_DIRECT" || (channel != "presale_agent" && channel != "aftersale_agent" && channel != "store_agent"),
              "a direct store has no agent of its own", text);
    }
}

void check(const Json&, const Json& out, std::string_view text) {
  const bool eligible = out["eligible"].get<bool>();
  promise(eligible == (out["code"] == "OK"), "eligible is OK, and nothing else is", text);
  promise(eligible != out.contains("instead"), "only a refusal names what is open instead", text);
  promise(number(out, "max") >= 0, "no negative maximum", text);
}

void form(const Json&, const Json& out, std::string_view text) {
  std::set<std::string> names;
  for (const Json& field : out.value("fields", Json::array()))
    promise(names.insert(field["name"].get<std::string>()).second, "no field twice", text);
}

/// Every case that is written can be read, and time passes in every status.
void advance(const Json& in, const Json& out, std::string_view text, const PolicyLibrary& packs) {
  Sum ledger = 0;
  for (const Json& effect : out["effects"])
    if (effect["type"] == "LEDGER") ledger += number(effect, "amount");
  promise(ledger == 0, "the ledger sums to zero", text);
  const Json before = in.value("case", Json());
  promise(before.is_null() || number(before, "version") <= number(out["case"], "version"), "versions never go back", text);
  Json next = in;
  next["case"] = out["case"];
  next["event"] = {{"type", "tick"}, {"actor", "SYSTEM"}, {"at", in["event"]["at"]}};
  promise(json::run("advance", next.dump(), packs).ok, "a case that was written is read, and ticks", text);
}

void compensate(const Json&, const Json& out, std::string_view text) {
  promise(sum_of(out["ledger"], "amount") == 0, "the ledger sums to zero", text);
  for (const Json& trade : out["trades"]) promise(number(trade, "amount") >= 0, "no negative compensation", text);
}

void classify(const Json&, const Json& out, std::string_view text) {
  double last = 1;
  for (const Json& intent : out["intents"]) {
    const double score = intent["score"].get<double>();
    promise(score >= 0 && score <= last, "scores fall, between one and nothing", text);
    last = score;
  }
}

void judge_error(const Json& answer, std::string_view text) {
  const auto error = answer.find("error");
  promise(answer.is_object() && error != answer.end(), "a refusal is an error", text);
  promise(known_code((*error)["code"].get<std::string>()), "a refusal has a known code", text);
  promise(!(*error)["message"].get<std::string>().empty(), "a refusal says why", text);
  const std::string pointer = (*error)["pointer"].get<std::string>();
  promise(pointer.empty() || pointer[0] == '/', "a pointer begins at the document", text);
}

}  // namespace

void keep(std::string_view command, std::string_view document, const PolicyLibrary& packs) {
  const json::Reply reply = json::run(command, document, packs);
  promise(json::run(command, std::string(document), packs).json == reply.json, "the same question has the same answer", reply.json);
  const Json answer = parsed(reply.json);
  promise(!answer.is_discarded(), "an answer is JSON", reply.json);
  if (!reply.ok) return judge_error(answer, reply.json);
  promise(answer.is_object() && answer.contains("trace") && answer["trace"].is_array(), "a result has its trace", reply.json);
  const Json in = parsed(document);
  if (command == "quote") quote(in, answer, reply.json);
  if (command == "locate") locate(in, answer, reply.json);
  if (command == "check") check(in, answer, reply.json);
  if (command == "form") form(in, answer, reply.json);
  if (command == "advance") advance(in, answer, reply.json, packs);
  if (command == "compensate") compensate(in, answer, reply.json);
  if (command == "classify") classify(in, answer, reply.json);
}

}  // namespace kefu::fuzz
