#include "kefu/locate.hpp"

#include <doctest/doctest.h>

#include <string>

#include "located.hpp"
#include "vectors.hpp"

namespace locate_test {

using namespace kefu;
using namespace kefu::test;

namespace {

std::string derived(json::Reader result, std::string_view member) {
  if (member != "channels") return result[member].raw();
  json::Writer w;
  w.open_list();
  for (const json::Reader& r : result["routes"].items()) w.value(r["channel"].text());
  w.close_list();
  return w.take();
}

// The table of contract §3 once more, written out.
constexpr const char* kBrand[] = {"presale_agent store_bot phone email platform_service",
                                  "presale_agent order_contact store_bot phone platform_service",
                                  "self_service aftersale_agent order_contact phone platform_service",
                                  "self_service aftersale_agent order_contact phone platform_service",
                                  "self_service aftersale_agent order_contact phone platform_service",
                                  "aftersale_agent self_service phone email platform_service",
                                  "aftersale_agent email platform_service"};
constexpr const char* kShop[] = {"store_agent store_bot leave_message platform_service",
                                 "store_agent order_contact store_bot platform_service",
                                 "self_service store_agent order_contact platform_service",
                                 "self_service store_agent order_contact platform_service",
                                 "self_service store_agent order_contact platform_service",
                                 "store_agent self_service platform_service",
                                 "store_agent platform_service"};
constexpr const char* kDirect[] = {"self_service platform_bot platform_service",
                                   "order_contact platform_bot platform_service xiaoer",
                                   "self_service order_contact platform_service xiaoer",
                                   "self_service order_contact platform_service xiaoer",
                                   "self_service order_contact platform_service xiaoer",
                                   "order_contact self_service platform_service xiaoer",
                                   "platform_service xiaoer"};
constexpr const char* kUnknown[] = {"find_store platform_service help_center",
                                    "order_contact find_store platform_service",
                                    "self_service order_contact platform_service",
                                    "self_service order_contact platform_service",
                                    "self_service order_contact platform_service",
                                    "order_contact self_service platform_service",
                                    "platform_service help_center"};

struct KindRow {
  StoreKind kind;
  const char* const* cells;
};
constexpr KindRow kRows[] = {{StoreKind::BRAND_FACTORY, kBrand}, {StoreKind::FACTORY_OUTLET, kShop},
                             {StoreKind::TGC_DIRECT, kDirect},   {StoreKind::TGC_JOINT, kShop},
                             {StoreKind::FLAGSHIP, kBrand},      {StoreKind::C_SHOP, kShop},
                             {StoreKind::UNKNOWN, kUnknown}};

}  // namespace

TEST_CASE("every kind of store in every stage gives the base order of the contract") {
  for (const KindRow& row : kRows)
    for (std::size_t stage = 0; stage < words<Stage>().size(); ++stage) {
      CAPTURE(name(row.kind));
      CAPTURE(words<Stage>()[stage]);
      const Located l = located(asked(row.kind, static_cast<Stage>(stage)));
      CHECK(listed(l.routes) == row.cells[stage]);
      CHECK(l.more.empty());
      for (const Route& r : l.routes) {
        CHECK(r.enabled);
        CHECK(r.open_now);
        CHECK(r.reasons == std::vector<std::string>{"BASE"});
      }
      CHECK(l.hints.size() == (row.kind == StoreKind::TGC_DIRECT && stage == 0 ? 1u : 0u));
    }
}

TEST_CASE("the documents of tests/vectors are answered as they say") { CHECK(test::run_vectors("locate", derived) >= 13); }

TEST_CASE("M1: what the store does not claim is not offered, what is disproved neither") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE);
  in.store.channels.clear();
  CHECK(channels(in) == "platform_service help_center");
  in.store.channels = {claim(Channel::presale_agent, Verified::NO), claim(Channel::phone)};
  CHECK(channels(in) == "phone platform_service");
  in.stage = Stage::UNPAID;
  in.store.channels = {claim(Channel::order_contact, Verified::NO), claim(Channel::platform_service, Verified::NO)};
  CHECK(channels(in) == "platform_service help_center");
}

TEST_CASE("M1: a hotline nobody has checked stands behind the platform, and so does an e-mail") {
  LocateInput in = asked(StoreKind::FLAGSHIP, Stage::PRE);
  claim_of(in.store, Channel::phone).verified = Verified::UNVERIFIED;
  CHECK(channels(in) == "presale_agent store_bot email platform_service phone");
  claim_of(in.store, Channel::email).verified = Verified::UNVERIFIED;
  CHECK(channels(in) == "presale_agent store_bot platform_service phone email");
  const Located l = located(in);
  CHECK(route(l, Channel::phone).reasons == std::vector<std::string>{"BASE", "M1"});
  CHECK(route(l, Channel::phone).verified == Verified::UNVERIFIED);
}

TEST_CASE("of two claims for one hotline the checked one counts") {
  LocateInput in = asked(StoreKind::FLAGSHIP, Stage::PRE);
  in.store.channels = {claim(Channel::phone, Verified::UNVERIFIED), claim(Channel::phone, Verified::NO), claim(Channel::phone)};
  in.store.channels[2].target = "tel:+86-571-0000";
  const Located l = located(in);
  CHECK(listed(l.routes) == "phone platform_service");
  CHECK(route(l, Channel::phone).href == "tel:+86-571-0000");
}

TEST_CASE("M2: a channel that needs an order says how to unlock it") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::PRE);
  claim_of(in.store, Channel::store_agent).needs_order = true;
  Located l = located(in);
  CHECK(listed(l.routes) == "store_agent store_bot leave_message platform_service");
  CHECK_FALSE(route(l, Channel::store_agent).enabled);
  CHECK(route(l, Channel::store_agent).unlock == "PLACE_ORDER");
  CHECK(route(l, Channel::store_agent).reasons == std::vector<std::string>{"BASE", "M2"});
  in.stage = Stage::UNPAID;
  l = located(in);
  CHECK(route(l, Channel::store_agent).enabled);
  CHECK(route(l, Channel::order_contact).enabled);
}

TEST_CASE("M3: at night the store's people step back behind a message, and say when they return") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::IN_TRANSIT);
  in.now = *parse_time("2026-03-02T23:00:00+08:00");
  claim_of(in.store, Channel::aftersale_agent).hours = {{0x7F, 9 * kHour, 22 * kHour}};
  claim_of(in.store, Channel::phone).hours = {{0x1F, 10 * kHour, 18 * kHour}};
  const Located l = located(in);
  CHECK(listed(l.routes) == "self_service order_contact leave_message aftersale_agent platform_service");
  CHECK(listed(l.more) == "phone");
  CHECK(route(l, Channel::aftersale_agent).opens_at == parse_time("2026-03-03T09:00:00+08:00"));
  CHECK_FALSE(route(l, Channel::aftersale_agent).open_now);
  CHECK(route(l, Channel::phone).opens_at == parse_time("2026-03-03T10:00:00+08:00"));
  CHECK(route(l, Channel::leave_message).reasons == std::vector<std::string>{"M3"});
  CHECK(route(l, Channel::aftersale_agent).reasons == std::vector<std::string>{"BASE", "M3"});
  CHECK(route(l, Channel::platform_service).reasons == std::vector<std::string>{"BASE", "M16"});
}

TEST_CASE("M3: hours past midnight, holidays, weekdays and the end of a day") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::PRE);
  ChannelClaim& desk = claim_of(in.store, Channel::store_agent);
  const auto open_at = [&](const char* now) {
    in.now = *parse_time(now);
    return route(located(in), Channel::store_agent).open_now;
  };
  const auto opens = [&](const char* now) -> std::string {
    in.now = *parse_time(now);
    const auto at = route(located(in), Channel::store_agent).opens_at;
    return at ? format_time(*at, 8 * kHour) : "never";
  };
  desk.hours = {{0x7F, 20 * kHour, 2 * kHour}};
  CHECK(open_at("2026-03-02T20:00:00+08:00"));
  CHECK(open_at("2026-03-03T01:59:59+08:00"));
  CHECK_FALSE(open_at("2026-03-03T02:00:00+08:00"));
  CHECK_FALSE(open_at("2026-03-02T19:59:59+08:00"));
  desk.holidays = {*parse_date("2026-03-02")};
  CHECK(open_at("2026-03-01T23:00:00+08:00"));
  CHECK_FALSE(open_at("2026-03-02T01:00:00+08:00"));
  CHECK_FALSE(open_at("2026-03-03T01:00:00+08:00"));
  CHECK(opens("2026-03-02T12:00:00+08:00") == "2026-03-03T20:00:00+08:00");
  desk.holidays.clear();
  desk.hours = {{0x40, 9 * kHour, 22 * kHour}};  // Sundays
  CHECK(opens("2026-03-02T12:00:00+08:00") == "2026-03-08T09:00:00+08:00");
  for (int day = 0; day < 14; ++day) desk.holidays.push_back(*parse_date("2026-03-02") + day);
  CHECK(opens("2026-03-02T09:00:00+08:00") == "never");  // 22 March is 20 days away
  desk.hours = {{0, 9 * kHour, 22 * kHour}};
  desk.holidays.clear();
  CHECK(opens("2026-03-02T12:00:00+08:00") == "never");
  desk.hours = {{0x7F, 0, kDay}};
  CHECK(open_at("2026-03-02T23:59:59+08:00"));
  CHECK(open_at("2026-03-03T00:00:00+08:00"));
  desk.hours.clear();
  desk.holidays = {*parse_date("2026-10-01"), *parse_date("2026-10-02")};
  CHECK(open_at("2026-09-30T23:59:59+08:00"));
  CHECK(opens("2026-10-01T00:00:00+08:00") == "2026-10-03T00:00:00+08:00");
}

TEST_CASE("M3: a 24-hour hotline nobody has checked counts as 09:00 to 21:00, by the store's own clock") {
  LocateInput in = asked(StoreKind::FLAGSHIP, Stage::PRE);
  ChannelClaim& hotline = claim_of(in.store, Channel::phone);
  hotline.verified = Verified::UNVERIFIED;
  hotline.hours = {{0x7F, 0, kDay}};
  in.now = *parse_time("2026-03-02T13:00:00Z");  // 21:00 in Hangzhou
  CHECK(route(located(in), Channel::phone).opens_at == parse_time("2026-03-03T09:00:00+08:00"));
  in.store.utc_offset = 0;
  CHECK(route(located(in), Channel::phone).open_now);
}

TEST_CASE("M4: a queue of more than three minutes offers a message right behind it") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE);
  claim_of(in.store, Channel::presale_agent).expected_wait_s = 180;
  CHECK(channels(in) == "presale_agent store_bot phone email platform_service");
  claim_of(in.store, Channel::presale_agent).expected_wait_s = 181;
  CHECK(channels(in) == "presale_agent leave_message store_bot phone platform_service | email");
}

TEST_CASE("M5: an address is changed with a person before the parcel leaves") {
  CHECK(channels(asked(StoreKind::FACTORY_OUTLET, Stage::PAID_UNSHIPPED, Intent::MODIFY_ADDRESS)) ==
        "store_agent order_contact self_service platform_service");
  CHECK(channels(asked(StoreKind::FACTORY_OUTLET, Stage::IN_TRANSIT, Intent::MODIFY_ADDRESS)) ==
        "self_service store_agent order_contact platform_service");
}

TEST_CASE("M6: payment, account and fraud are the platform's alone") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE, Intent::FRAUD);
  CHECK(channels(in) == "platform_service help_center");
  claim_of(in.store, Channel::platform_phone).target = "tel:95000";
  CHECK(channels(in) == "platform_service platform_phone help_center");
}

TEST_CASE("M7: a complaint goes to the platform first") {
  CHECK(channels(asked(StoreKind::FACTORY_OUTLET, Stage::SIGNED, Intent::COMPLAINT_AGENT)) ==
        "platform_service self_service store_agent order_contact");
}

TEST_CASE("M8: the longer nobody answers, the higher the platform") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::SIGNED);
  const auto waiting = [&](Seconds s) {
    in.unreachable = LocateInput::Unreachable{in.now - s, false};
    return channels(in);
  };
  CHECK(waiting(179) == "self_service store_agent order_contact platform_service");
  CHECK(waiting(180) == "self_service store_agent order_contact leave_message platform_service");
  CHECK(waiting(24 * kHour) == "self_service platform_service store_agent order_contact leave_message");
  CHECK(waiting(48 * kHour) == "platform_service self_service store_agent order_contact leave_message");
  in.active_case = case_in(1, true);
  CHECK(waiting(48 * kHour) == "platform_service dispute self_service store_agent order_contact | leave_message");
  in.unreachable->human_replied = true;
  CHECK(channels(in) == "self_service store_agent order_contact platform_service");
}

TEST_CASE("M9 to M12: from a silent seller to a lost judgment") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::SIGNED, Intent::GENERAL, Escalation::SELLER_TIMEOUT);
  CHECK(channels(in) == "self_service platform_service store_agent order_contact");
  in.active_case = case_in(1, true);
  CHECK(channels(in) == "self_service platform_service dispute store_agent order_contact");
  in.escalation = Escalation::SELLER_REFUSED;
  CHECK(channels(in) == "dispute self_service store_agent order_contact platform_service | regulator");
  in.active_case.reset();
  CHECK(channels(in) == "self_service store_agent order_contact platform_service regulator");
  in.escalation = Escalation::CS_OPEN;
  in.active_case = case_in(10, false);
  CHECK(channels(in) == "dispute platform_service store_agent order_contact");
  CHECK(located(in).trace == std::vector<std::string>{"BASE", "M11", "SETTLEMENT_ONLY", "M16"});
  in.escalation = Escalation::CS_LOST;
  CHECK(channels(in) == "appeal regulator arbitration platform_service");
}

TEST_CASE("M13: who fears an injury is not sent to the shop") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::SIGNED, Intent::SAFETY);
  CHECK(channels(in) == "platform_service regulator");
  CHECK(route(located(in), Channel::regulator).href == "tel:12315");
  claim_of(in.store, Channel::platform_phone);
  in.intent = Intent::QUALITY;
  in.escalation = Escalation::SAFETY;
  CHECK(channels(in) == "platform_phone platform_service regulator");
}

TEST_CASE("M14: 人工! brings a person who is there, and no robot") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE);
  in.wants_human = true;
  CHECK(channels(in) == "presale_agent phone email platform_service");
  claim_of(in.store, Channel::presale_agent).hours = {{0x7F, 20 * kHour, 22 * kHour}};
  CHECK(channels(in) == "phone email leave_message presale_agent platform_service");
}

TEST_CASE("M15: a supplier has the platform's desk and its own group") {
  LocateInput in = asked(StoreKind::TGC_DIRECT, Stage::PAID_UNSHIPPED, Intent::REFUND);
  in.actor = Asker::SUPPLIER;
  CHECK(channels(in) == "xiaoer help_center");
  claim_of(in.store, Channel::supplier_group);
  claim_of(in.store, Channel::erp_vendor);
  CHECK(channels(in) == "supplier_group xiaoer");
  in.intent = Intent::ORDER_EXCEPTION;
  CHECK(channels(in) == "erp_vendor xiaoer");
}

TEST_CASE("M16: the platform is always within the first five") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE);
  claim_of(in.store, Channel::wechat);
  claim_of(in.store, Channel::sms);
  CHECK(channels(in) == "presale_agent store_bot phone sms platform_service | wechat email");
}

TEST_CASE("a claimed WeChat follows the store's people, and stands before the platform where there are none") {
  LocateInput in = asked(StoreKind::C_SHOP, Stage::FINISHED);
  claim_of(in.store, Channel::wechat);
  CHECK(channels(in) == "store_agent wechat self_service platform_service");
  in.store.kind = StoreKind::UNKNOWN;
  in.stage = Stage::PRE;
  CHECK(channels(in) == "find_store wechat platform_service help_center");
}

TEST_CASE("a refusal cannot have happened before an order is paid") {
  for (const Escalation e : {Escalation::SELLER_TIMEOUT, Escalation::SELLER_REFUSED, Escalation::CS_OPEN, Escalation::CS_LOST})
    for (const Stage s : {Stage::PRE, Stage::UNPAID}) {
      const auto l = locate(asked(StoreKind::FLAGSHIP, s, Intent::GENERAL, e), tmall());
      REQUIRE_FALSE(l);
      CHECK(l.error().code == ErrorCode::INVALID_STATE);
      CHECK(l.error().pointer == "/escalation");
    }
  CHECK(locate(asked(StoreKind::FLAGSHIP, Stage::PRE, Intent::GENERAL, Escalation::SAFETY), tmall()));
}

TEST_CASE("the stage follows from the order") {
  const Instant now = *parse_time("2026-03-10T00:00:00+08:00");
  Trade t;
  t.orders.resize(2);
  const auto stage = [&](TradeStatus status) {
    t.status = status;
    return name(stage_of(t, now, tmall()));
  };
  CHECK(name(stage_of(std::nullopt, now, tmall())) == "PRE");
  CHECK(stage(TradeStatus::WAIT_BUYER_PAY) == "UNPAID");
  CHECK(stage(TradeStatus::TRADE_NO_CREATE_PAY) == "UNPAID");
  CHECK(stage(TradeStatus::PAY_PENDING) == "UNPAID");
  CHECK(stage(TradeStatus::WAIT_PRE_AUTH_CONFIRM) == "UNPAID");
  CHECK(stage(TradeStatus::WAIT_SELLER_SEND_GOODS) == "PAID_UNSHIPPED");
  CHECK(stage(TradeStatus::PAID_FORBID_CONSIGN) == "PAID_UNSHIPPED");
  CHECK(stage(TradeStatus::SELLER_CONSIGNED_PART) == "IN_TRANSIT");
  CHECK(stage(TradeStatus::WAIT_BUYER_CONFIRM_GOODS) == "IN_TRANSIT");
  CHECK(stage(TradeStatus::TRADE_BUYER_SIGNED) == "SIGNED");
  CHECK(stage(TradeStatus::TRADE_FINISHED) == "FINISHED");
  CHECK(stage(TradeStatus::TRADE_CLOSED) == "CLOSED");
  CHECK(stage(TradeStatus::TRADE_CLOSED_BY_TAOBAO) == "CLOSED");
  t.orders[0].sign_time = parse_time("2026-03-02T15:20:00+08:00");
  CHECK(stage(TradeStatus::WAIT_BUYER_CONFIRM_GOODS) == "IN_TRANSIT");  // the second parcel is under way
  t.sign_time = parse_time("2026-03-02T15:20:00+08:00");
  CHECK(stage(TradeStatus::WAIT_BUYER_CONFIRM_GOODS) == "FINISHED");  // its seven days ended this midnight
  CHECK(name(stage_of(t, now - 1, tmall())) == "SIGNED");
}

TEST_CASE("the escalation follows from the case") {
  LocateInput in = asked(StoreKind::FLAGSHIP, Stage::SIGNED);
  in.escalation.reset();
  const auto escalation = [&](Case c) {
    in.active_case = std::move(c);
    return name(located(in).escalation);
  };
  CHECK(escalation(case_in(1, false)) == "NONE");
  for (const int open : {2, 3, 4, 5, 6, 10}) CHECK(escalation(case_in(open, false)) == "CS_OPEN");
  for (const int lost : {9, 11}) CHECK(escalation(case_in(lost, false)) == "CS_LOST");
  for (const int over : {7, 8}) CHECK(escalation(case_in(over, false)) == "NONE");
  Case c = case_in(1, false);
  c.deadlines = {{"D1s", in.now + 1, DeadlineSource::POLICY}};
  CHECK(escalation(c) == "NONE");
  c.deadlines[0].at = in.now;
  CHECK(escalation(c) == "SELLER_TIMEOUT");
  c.status = CaseStatus::WAIT_BUYER_RETURN_GOODS;
  CHECK(escalation(c) == "NONE");
  c.status = CaseStatus::SELLER_REFUSE_BUYER;
  CHECK(escalation(c) == "SELLER_REFUSED");
}

TEST_CASE("a claim's target opens a page, a call, a mail or a message, and nothing else") {
  LocateInput in = asked(StoreKind::FLAGSHIP, Stage::PRE);
  const auto action = [&](Channel c, const char* target) {
    claim_of(in.store, c).target = target;
    const Route r = route(located(in), c);
    return std::string(name(r.action)) + " " + r.href;
  };
  CHECK(action(Channel::presale_agent, "https://shop.example/chat") == "OPEN_URL https://shop.example/chat");
  CHECK(action(Channel::presale_agent, "HTTP://shop.example/") == "OPEN_URL HTTP://shop.example/");
  for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
                          "data:text/html,x", "https:/\\evil", "https://", "//evil.example", "vbscript:x", "file:///etc/passwd",
                          "https://a.example/\"onclick=", "https://a.example/ x", "\x01javascript:x", ""})
    CHECK_MESSAGE(action(Channel::presale_agent, bad) == "OPEN_URL ", bad);
  CHECK(action(Channel::phone, "tel:+86-571-8502") == "CALL tel:+86-571-8502");
  CHECK(action(Channel::phone, "0571-85022088") == "CALL tel:0571-85022088");
  CHECK(action(Channel::phone, "javascript:1") == "CALL ");
  CHECK(action(Channel::email, "service@shop.example") == "MAIL mailto:service@shop.example");
  CHECK(action(Channel::email, "mailto:service@shop.example") == "MAIL mailto:service@shop.example");
  CHECK(action(Channel::email, "a@b?bcc=c") == "MAIL ");
  CHECK(action(Channel::sms, "10690000") == "SMS sms:10690000");
  CHECK(action(Channel::platform_service, "") == "OPEN_PLATFORM ");
  CHECK(action(Channel::platform_service, "https://help.example") == "OPEN_URL https://help.example");
}

}  // namespace locate_test
