// Any bytes as a policy pack: added by itself, and sent along with a question, as a shop's own.
#include <cstddef>
#include <cstdint>
#include <string>

#include "json/shapes.hpp"
#include "oracle.hpp"

namespace {

constexpr char kTrade[] =
    R"({"tid":"1","status":"WAIT_SELLER_SEND_GOODS","created":"2026-03-01T09:00:00+08:00","pay_time":"2026-03-01T10:00:00+08:00",)"
    R"("post_fee":1000,"promotions":[{"id":"p","amount":3000,"threshold":20000}],"tenders":[{"type":"RED_PACKET","amount":1500}],)"
    R"("orders":[{"oid":"A","price":10000,"num":1},{"oid":"B","price":5000,"num":2,"no_reason":"EXCLUDED"}]})";
constexpr char kStore[] =
    R"({"store_id":"s","kind":"FACTORY_OUTLET","policy":"tmall","channels":[{"type":"store_agent","verified":"UNVERIFIED"},{"type":"phone"}]})";
constexpr char kNow[] = "\"2026-03-02T16:00:00+08:00\"";

void ask(const char* command, const std::string& members, const std::string& pack) {
  kefu::fuzz::keep(command, "{" + members + ",\"policy\":" + pack + "}", {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using kefu::fuzz::promise;
  const std::string pack(reinterpret_cast<const char*>(bytes), size);
  kefu::PolicyLibrary packs;
  const auto error = kefu::json::add_policy(packs, pack);
  promise(error.has_value() == packs.all().empty(), "a pack is added, or something is wrong with it", pack);
  if (error) return promise(!error->message.empty(), "a refusal says why", pack), 0;

  const std::string trade = std::string("\"trade\":") + kTrade, now = std::string("\"now\":") + kNow;
  const std::string request = R"("request":{"type":"RO_UNSHIPPED","oid":"A","num":1,"reason":"DONT_WANT"})";
  ask("quote", trade + R"(,"request":{"type":"REFUND","lines":[{"oid":"B","num":1}]})", pack);
  ask("check", now + "," + trade + "," + request, pack);
  ask("form", now + "," + trade + "," + request, pack);
  ask("locate", now + ",\"store\":" + kStore + ",\"trade\":" + kTrade, pack);
  ask("advance", trade + ",\"store\":" + kStore + R"(,"event":{"type":"submit","actor":"BUYER","version":0,"at":)" + kNow + "," + request + "}",
      pack);
  return 0;
}
