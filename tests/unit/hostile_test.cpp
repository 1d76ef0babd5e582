// Documents that nobody should send, to every command: an answer or a typed error, never a crash or a hang.
#include <doctest/doctest.h>

#include <iterator>
#include <string>
#include <vector>

#include "cli/help.hpp"
#include "json/reader.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"
#include "trades.hpp"

namespace hostile_test {

using namespace kefu;
using json::Reader;
using json::Writer;

namespace {

const std::string kDeep = std::string(60, '[') + std::string(60, ']');

const std::string kIntruders[] = {
    "null", "true", "\"\"", "\"💥\"", "\"\\u0000\"", "0", "-1", "1.5", "1e300", "9007199254740991", "9007199254740992",
    "9223372036854775807", "-9223372036854775808", "18446744073709551615", "99999999999999999999999", "[]", "{}",
    "[[],{}]", "{\"oid\":{\"oid\":null}}", kDeep, "\"9999-12-31T23:59:59-14:00\"", "\"1970-01-01T00:00:00+14:00\"",
    "\"" + std::string(5000, 'x') + "\"",
};

/// Writes `r` again with its `target`-th node replaced (nothing: left out).
void rewrite(Writer& w, const Reader& r, int& node, int target, const std::string* intruder) {
  if (node++ == target) {
    w.raw(*intruder);
    return;
  }
  if (r.is_object()) {
    w.open();
    for (const auto& member : r.members()) {
      if (node == target && !intruder) {
        ++node;
        continue;
      }
      rewrite(w.key(member.key), member.value, node, target, intruder);
    }
    w.close();
  } else if (r.is_array()) {
    w.open_list();
    for (const Reader& element : r.items()) {
      if (node == target && !intruder) {
        ++node;
        continue;
      }
      rewrite(w, element, node, target, intruder);
    }
    w.close_list();
  } else {
    w.raw(r.raw());
  }
}

struct Tally {
  int documents = 0, results = 0, errors = 0;
};

/// Runs one document and judges the form of the answer.
void expect_an_answer(std::string_view command, const std::string& document, Tally& tally) {
  const json::Reply reply = json::run(command, document, json::builtin_policies());
  ++tally.documents;
  json::Document answer(reply.json);
  const Reader root = answer.root();
  if (answer.failed() || !root.is_object()) FAIL("no JSON for " << document.substr(0, 300));
  if (reply.ok) {
    ++tally.results;
    if (root["error"]) FAIL("a result that is an error");
    return;
  }
  ++tally.errors;
  const Reader error = root["error"];
  bool known = false;
  const std::string code = error["code"].text();
#define X(id, words) known = known || code == #id;
  KEFU_ERRORS(X)
#undef X
  const std::string pointer = error["pointer"].text();
  if (!known || error["message"].text().empty() || (!pointer.empty() && pointer[0] != '/') || answer.failed())
    FAIL("an error without a type: " << reply.json << " for " << document.substr(0, 300));
}

/// Documents with more in them than the examples have.
std::string_view rich(std::string_view command) {
  if (command == "quote")
    return R"({"trade":{"tid":"1","store_id":"s","status":"SELLER_CONSIGNED_PART","pay_time":"2026-03-01T10:00:00+08:00",
      "post_fee":1000,"post_discount":10,"standard_post_fee":800,"free_shipping_threshold":9900,
      "promotions":[{"id":"p","amount":300,"lines":["A","B"],"threshold":100}],
      "tenders":[{"type":"RED_PACKET","amount":150,"on_refund":"FULL_ONLY"}],
      "orders":[{"oid":"A","price":10000,"num":2,"adjust_fee":-5,"discount_fee":7,"consign_time":"2026-03-01T12:00:00+08:00"},
                {"oid":"B","price":500,"num":1,"is_gift":true,"gift_price":15}]},
      "history":[{"oid":"A","num":1},{"oid":"B","amount":3},{"freight":5}],
      "request":{"type":"REFUND_AND_RETURN","fault":"SELLER","reason":"SEVEN_DAYS_WITHOUT_REASON",
                 "lines":[{"oid":"A","num":1},{"oid":"B","amount":5}],"kept_gifts":["B"]},
      "policy":"statute","options":{"promotion":"RECALC"}})";
  return R"({"now":"2026-03-02T23:00:00+08:00","store":{"store_id":"s","name":"n","kind":"BRAND_FACTORY","utc_offset":"+08:00",
      "channels":[{"type":"presale_agent","target":"https://a","staffing":"HUMAN","verified":"YES","expected_wait_s":200,
        "hours":[{"days":[1,2,7],"open":"22:00","close":"02:00"}],"holidays":["2026-10-01"],"needs_order":true},
        {"type":"phone","target":"tel:1","verified":"UNVERIFIED","hours":[{"days":[1],"open":"00:00","close":"24:00"}]}]},
      "trade":{"tid":"1","status":"TRADE_BUYER_SIGNED","sign_time":"2026-03-01T12:00:00+08:00","orders":[{"oid":"A","price":1,"num":1}]},
      "page":"ITEM_DETAIL","intent":"QUALITY","actor":"BUYER","flags":{"wants_human":true,"assisted":false,
      "unreachable":{"since":"2026-02-28T23:00:00+08:00","human_replied":false},"out_of_category":false},
      "stage":null,"escalation":"SELLER_REFUSED","policy":"tgc"})";
}

struct Sound {
  std::string_view command;
  std::string document;
};

std::vector<Sound> sound_documents() {
  std::vector<Sound> all;
  for (const cli::Topic& topic : cli::kTopics) all.push_back({topic.command, std::string(topic.document)});
  for (const std::string_view command : {"quote", "locate"}) all.push_back({command, std::string(rich(command))});
  return all;
}

}  // namespace

TEST_CASE("the documents that are about to be spoiled are sound") {
  for (const Sound& s : sound_documents()) {
    const json::Reply reply = json::run(s.command, s.document, json::builtin_policies());
    CHECK_MESSAGE(reply.ok, s.command << ": " << reply.json);
  }
}

TEST_CASE("a document cut off at any byte is a typed error") {
  Tally tally;
  for (const Sound& s : sound_documents())
    for (std::size_t length = 0; length < s.document.size(); length += 3)
      expect_an_answer(s.command, s.document.substr(0, length), tally);
  CHECK(tally.documents > 1000);
  CHECK(tally.results == 0);
}

TEST_CASE("a wrong type, an unknown word or a huge number in any place gets an answer") {
  Tally tally;
  for (const Sound& s : sound_documents()) {
    json::Document doc(s.document);
    int nodes = 0;
    Writer count;
    rewrite(count, doc.root(), nodes, -1, nullptr);
    for (int target = 0; target < nodes; ++target) {
      for (const std::string& intruder : kIntruders) {
        Writer w;
        int node = 0;
        rewrite(w, doc.root(), node, target, &intruder);
        expect_an_answer(s.command, w.take(), tally);
      }
      if (target == 0) continue;
      Writer without;
      int node = 0;
      rewrite(without, doc.root(), node, target, nullptr);
      expect_an_answer(s.command, without.take(), tally);
    }
  }
  MESSAGE(tally.documents << " documents, " << tally.results << " results, " << tally.errors << " errors");
  CHECK(tally.documents > 4000);
  CHECK(tally.errors > tally.results);
}

TEST_CASE("bytes turned, doubled and replaced get an answer from every command") {
  Tally tally;
  test::Dice dice(7);
  const std::vector<Sound> all = sound_documents();
  for (int i = 0; i < 2000; ++i) {
    std::string text = all[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(all.size())))].document;
    for (std::int64_t n = dice.below(4) + 1; n > 0; --n) {
      const auto at = static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(text.size())));
      switch (dice.below(4)) {
        case 0: text[at] = static_cast<char>(dice.below(256)); break;
        case 1: text.insert(at, 1, "{}[]\",:\\0"[dice.below(9)]); break;
        case 2: text.insert(at, text.substr(at, 20)); break;
        default: text.erase(at, static_cast<std::size_t>(dice.below(10))); break;
      }
    }
    for (const cli::Topic& topic : cli::kTopics) expect_an_answer(topic.command, text, tally);
  }
  CHECK(tally.documents == 2000 * static_cast<int>(std::size(cli::kTopics)));
}

TEST_CASE("depth, size and sheer numbers are bounded") {
  Tally tally;
  std::string lines = R"({"trade":{"tid":"1","status":"TRADE_FINISHED","orders":[)";
  for (int i = 0; i < 1001; ++i) lines += std::string(i ? "," : "") + R"({"oid":")" + std::to_string(i) + R"(","price":1,"num":1})";
  lines += R"(]},"request":{"type":"REFUND","lines":[]},"policy":"tmall"})";
  for (const cli::Topic& topic : cli::kTopics) {
    expect_an_answer(topic.command, std::string(1000000, '['), tally);
    expect_an_answer(topic.command, std::string(json::Document::kMaxBytes + 1, ' '), tally);
    expect_an_answer(topic.command, "{\"policy\":\"\xFF\xFE\"}", tally);
    expect_an_answer(topic.command, "\xEF\xBB\xBF{}", tally);
    expect_an_answer(topic.command, lines, tally);
  }
  CHECK(tally.results == 0);
}

}  // namespace hostile_test
