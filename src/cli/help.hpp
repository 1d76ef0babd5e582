// help.hpp: what the tool says about itself. Every example is a whole command line that runs as it stands; a unit test
// takes the documents from here and runs them.
#pragma once
#include <string>
#include <string_view>

namespace kefu::cli {

inline constexpr std::string_view kVersion = "0.1.0";

struct Topic {
  std::string_view command;
  std::string_view summary;
  std::string_view document;  // an input that gives a result
};

inline constexpr Topic kTopics[] = {
    {"quote", "what comes back for a refund, to the fen",
     R"({"trade":{"tid":"2026030100001","store_id":"s-101","status":"WAIT_SELLER_SEND_GOODS","post_fee":1000,)"
     R"("promotions":[{"id":"shop-30","amount":3000}],)"
     R"("orders":[{"oid":"A","price":10000,"num":1},{"oid":"B","price":5000,"num":2},{"oid":"C","price":3000,"num":1}]},)"
     R"("history":[{"oid":"C","num":1}],)"
     R"("request":{"type":"REFUND","lines":[{"oid":"B","num":1}]},"policy":"tmall"})"},
    {"locate", "which service channel, in which order, and why",
     R"({"now":"2026-03-01T23:00:00+08:00","store":{"store_id":"s-101","kind":"FACTORY_OUTLET","channels":[)"
     R"({"type":"store_agent","target":"https://shop.example/chat","verified":"YES","expected_wait_s":45,)"
     R"("hours":[{"days":[1,2,3,4,5,6,7],"open":"09:00","close":"22:00"}]}]},)"
     R"("trade":null,"case":null,"page":"ITEM_DETAIL","intent":"SIZE_PICK","actor":"BUYER","policy":"tmall"})"},
    {"check", "may this buyer open this case now",
     R"({"now":"2026-03-01T12:00:00+08:00","trade":{"tid":"2026030100001","store_id":"s-101",)"
     R"("status":"WAIT_SELLER_SEND_GOODS","pay_time":"2026-03-01T10:00:00+08:00",)"
     R"("orders":[{"oid":"A","price":10000,"num":1}]},"cases":[],)"
     R"("request":{"type":"RO_UNSHIPPED","oid":"A","num":1,"reason":"DONT_WANT","good_status":"UNSHIPPED"},"policy":"tmall"})"},
    {"form", "what to ask the buyer for this case",
     R"({"now":"2026-03-01T12:00:00+08:00","trade":{"tid":"2026030100001","store_id":"s-101",)"
     R"("status":"WAIT_SELLER_SEND_GOODS","pay_time":"2026-03-01T10:00:00+08:00",)"
     R"("orders":[{"oid":"A","price":10000,"num":1}]},"cases":[],)"
     R"("request":{"type":"RO_UNSHIPPED","oid":"A","num":1,"reason":"DONT_WANT","good_status":"UNSHIPPED"},"policy":"tmall"})"},
    {"form --answers", "whether a filled form can be sent",
     R"({"now":"2026-03-01T12:00:00+08:00","trade":{"tid":"2026030100001","store_id":"s-101",)"
     R"("status":"WAIT_SELLER_SEND_GOODS","pay_time":"2026-03-01T10:00:00+08:00",)"
     R"("orders":[{"oid":"A","price":10000,"num":1}]},"cases":[],"request":{"type":"RO_UNSHIPPED","oid":"A"},)"
     R"("answers":{"reason":"DONT_WANT","phone":"13800000000"},"policy":"tmall"})"},
    {"advance", "one step of a case: event in, case and effects out",
     R"({"case":null,"event":{"type":"submit","actor":"BUYER","at":"2026-03-01T12:00:00+08:00","version":0,)"
     R"("request":{"type":"RO_UNSHIPPED","oid":"A","num":1,"reason":"DONT_WANT","good_status":"UNSHIPPED"}},)"
     R"("trade":{"tid":"2026030100001","store_id":"s-101","status":"WAIT_SELLER_SEND_GOODS",)"
     R"("pay_time":"2026-03-01T10:00:00+08:00","orders":[{"oid":"A","price":10000,"num":1}]},)"
     R"("store":{"store_id":"s-101","kind":"FACTORY_OUTLET"},"policy":"tmall"})"},
    {"compensate", "what late shipment brings the buyer, and who pays it",
     R"({"now":"2026-03-04T12:00:00+08:00","trades":[{"tid":"2026030100001","store_id":"s-101",)"
     R"("status":"WAIT_SELLER_SEND_GOODS","pay_time":"2026-03-01T10:00:00+08:00",)"
     R"("orders":[{"oid":"A","price":1200,"num":1}]}],"policy":"tgc"})"},
    {"classify", "what a buyer's words are about, and whether a human has to answer",
     R"({"text":"我买的杯子碎了,想退钱","locale":"zh-CN","limit":3})"},
};

/// The topic's document as a command line.
inline std::string example(const Topic& topic) {
  std::string out = "  echo '";
  out.append(topic.document).append("' | kefu ").append(topic.command).append("\n");
  return out;
}

/// The topic of a command, or nullptr.
inline const Topic* topic_of(std::string_view command) {
  for (const Topic& topic : kTopics)
    if (topic.command == command) return &topic;
  return nullptr;
}

/// `kefu --help`
inline std::string general_help() {
  std::string out =
      "kefu: the after-sale and service-channel engine of a Chinese storefront\n\n"
      "usage: kefu [--policies DIR] [--policy FILE] [--batch] COMMAND < in.json > out.json\n"
      "       kefu policy check FILE\n"
      "       kefu COMMAND --help\n\n"
      "commands\n";
  for (const Topic& topic : kTopics) {
    std::string command(topic.command);
    command.resize(16, ' ');
    out.append("  ").append(command).append(topic.summary).append("\n");
  }
  out +=
      "  policy          check FILE: what is wrong with a policy pack or a patch, and where\n"
      "\noptions\n"
      "  --batch         one JSON document per line in, one per line out, in order, errors inline\n"
      "  --answers       form judges the `answers` of its input instead of describing the form\n"
      "  --policies DIR  adds the policy packs DIR/*.json; one with a known id replaces it\n"
      "  --policy FILE   adds one more, a pack or a patch; may be given again. Inputs name it by its id\n"
      "  --help          this text; after a command, that command's\n"
      "  --version       the version\n\n"
      "exit status: 0 a result; 2 the input was refused, {\"error\":{\"code\",\"message\",\"pointer\"}} says why; 1 the\n"
      "program is broken. With --batch the status is 0 and errors are lines like any other.\n\n"
      "examples, each runs as it stands\n\n";
  for (const Topic& topic : kTopics) out.append(example(topic)).append("\n");
  return out;
}

/// `kefu COMMAND --help`
inline std::string command_help(const Topic& topic) {
  std::string out = "kefu ";
  out.append(topic.command).append(": ").append(topic.summary).append("\n\nusage: kefu [--policies DIR] [--policy FILE] [--batch] ");
  out.append(topic.command).append(" < in.json > out.json\n\nexample, runs as it stands\n\n").append(example(topic));
  return out;
}

/// `kefu policy --help`
inline std::string policy_help() {
  return "kefu policy check: what is wrong with a policy pack or a patch, and where\n\n"
         "usage: kefu [--policies DIR] [--policy FILE] policy check FILE\n"
         "       FILE - is standard input, with --batch one pack a line\n\n"
         "prints {\"valid\",\"id\",\"problems\":[{\"pointer\",\"code\",\"message\"}],\"unverified\":[pointer]}: every problem, and the\n"
         "values, a patch's base included, that nobody could source. Exit status: 0 valid, 2 not.\n\n"
         "codes beside those of every command: UNKNOWN_KEY (a spelling mistake; elsewhere such a key is ignored) and\n"
         "LAW_FLOOR (the buyer would get less than the law gives; such a pack is refused everywhere)\n\n"
         "example, runs as it stands\n\n"
         "  echo '{\"id\":\"my-shop\",\"extends\":\"tmall\",\"price_protect_window_s\":2592000}' | kefu policy check -\n";
}

}  // namespace kefu::cli
