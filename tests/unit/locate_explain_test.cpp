// What a route says beside its place: how long to wait, whom it leads to, which steps to take; what was left out and why;
// how old a claim may be.
#include <doctest/doctest.h>

#include <algorithm>

#include "located.hpp"

namespace locate_explain_test {

using namespace kefu;
using namespace kefu::test;

namespace {

using Words = std::vector<std::string_view>;

Words words_of(std::span<const std::string_view> steps) { return {steps.begin(), steps.end()}; }

bool traced(const Located& l, std::string_view code) {
  return std::find(l.trace.begin(), l.trace.end(), code) != l.trace.end();
}

}  // namespace

TEST_CASE("a channel that the store does not claim is told as removed by M1") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE);
  in.store.channels = {claim(Channel::presale_agent, Verified::NO), claim(Channel::phone)};
  CHECK(channels(in) == "phone platform_service");
  CHECK(removed(in) == "presale_agent M1, store_bot M1, email M1");
  in.store.channels.push_back(claim(Channel::wechat, Verified::NO));
  CHECK(removed(in) == "presale_agent M1, store_bot M1, email M1, wechat M1");
}

TEST_CASE("every rule that takes channels away signs for them") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::PRE, Intent::FRAUD);
  in.store.channels = {claim(Channel::store_agent), claim(Channel::store_bot)};
  CHECK(removed(in) == "store_agent M6, store_bot M6, leave_message M6");
  in.intent = Intent::SAFETY;
  CHECK(removed(in) == "store_agent M13, store_bot M13, leave_message M13");
  in.store.channels.push_back(claim(Channel::wechat));
  CHECK(removed(in) == "store_agent M13, store_bot M13, leave_message M13, wechat M13");
  in.store.channels.pop_back();
  in.intent = Intent::GENERAL;
  in.wants_human = true;
  CHECK(removed(in) == "store_bot M14");
  in.actor = Asker::SUPPLIER;
  CHECK(removed(in) == "store_agent M15, store_bot M14, leave_message M15, platform_service M15");
  in.actor = Asker::BUYER;
  in.stage = Stage::SIGNED;
  in.escalation = Escalation::SELLER_REFUSED;
  CHECK(removed(in) == "store_bot BASE");
  in.escalation = Escalation::CS_OPEN;
  CHECK(removed(in) == "self_service M11, store_bot BASE");
  in.escalation = Escalation::CS_LOST;
  CHECK(removed(in) == "self_service M12, store_agent M12, order_contact M12, store_bot BASE");
}

TEST_CASE("淘工厂直营 has no agents, whatever it claims, and a supplier's channels are not the buyer's") {
  LocateInput in = asked(StoreKind::TGC_DIRECT, Stage::PRE);
  claim_of(in.store, Channel::supplier_group);
  CHECK(channels(in) == "self_service platform_bot platform_service");
  CHECK(removed(in) == "presale_agent TGC_NO_AGENT, aftersale_agent TGC_NO_AGENT, store_agent TGC_NO_AGENT, "
                       "store_bot BASE, phone BASE, email BASE, supplier_group M15");
}

TEST_CASE("a message that night adds again is offered, not removed") {
  LocateInput in = asked(StoreKind::BRAND_FACTORY, Stage::PRE);
  in.store.channels = {claim(Channel::presale_agent), claim(Channel::leave_message, Verified::UNVERIFIED)};
  CHECK(removed(in) == "store_bot M1, phone M1, email M1, leave_message BASE");
  in.now = *parse_time("2026-03-02T23:00:00+08:00");
  in.store.channels[0].hours = {{0x7F, 9 * kHour, 22 * kHour}};
  CHECK(channels(in) == "leave_message presale_agent platform_service");
  CHECK(removed(in) == "store_bot M1, phone M1, email M1");
}

TEST_CASE("official service leads on to the 小二 where the platform runs the store") {
  LocateInput in = asked(StoreKind::TGC_DIRECT, Stage::PRE);
  CHECK(route(located(in), Channel::platform_service).then == Channel::xiaoer);
  in.stage = Stage::SIGNED;
  Located l = located(in);
  CHECK(route(l, Channel::platform_service).then == Channel::xiaoer);
  CHECK(route(l, Channel::xiaoer).via == Channel::platform_service);
  claim_of(in.store, Channel::xiaoer).target = "https://desk.example/";
  CHECK_FALSE(route(located(in), Channel::xiaoer).via);  // it has an address of its own
  in.store.kind = StoreKind::FACTORY_OUTLET;
  CHECK_FALSE(route(located(in), Channel::platform_service).then);
  in.store.operation_mode = OperationMode::FULLY_MANAGED;
  CHECK(route(located(in), Channel::platform_service).then == Channel::xiaoer);
}

TEST_CASE("a supplier whose orders do not sync has the vendor first, then the 小二, who need no go-between") {
  LocateInput in = asked(StoreKind::TGC_DIRECT, Stage::PAID_UNSHIPPED, Intent::ORDER_EXCEPTION);
  in.actor = Asker::SUPPLIER;
  claim_of(in.store, Channel::erp_vendor);
  const Located l = located(in);
  CHECK(listed(l.routes) == "erp_vendor xiaoer");
  CHECK(route(l, Channel::erp_vendor).then == Channel::xiaoer);
  CHECK_FALSE(route(l, Channel::xiaoer).via);
  CHECK(l.hints.empty());
}

TEST_CASE("an agent of the shop sees what the buyer sees") {
  for (const Stage stage : {Stage::PRE, Stage::SIGNED}) {
    LocateInput in = asked(StoreKind::TGC_DIRECT, stage, Intent::COMPLAINT_STORE);
    const Located buyer = located(in);
    in.actor = Asker::SELLER;
    CHECK(listed(located(in).routes) == listed(buyer.routes));
    CHECK(located(in).hints == buyer.hints);
  }
}

TEST_CASE("an unknown store's contact is looked for in four steps, with the names that the pack gives it") {
  const Route find = route(located(asked(StoreKind::UNKNOWN, Stage::PRE)), Channel::find_store);
  CHECK(find.action == ActionKind::GUIDE);
  CHECK(words_of(find.steps) == Words{"ITEM_DETAIL", "SHOP_HOME", "FOOTER", "FIND_STORE_CONTACT"});
  CHECK(find.labels == tmall().contact_labels);
  CHECK(find.labels.front() == "联系我们");
}

TEST_CASE("a channel behind an order says how to place one, and that nobody has to pay it") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::PRE);
  claim_of(in.store, Channel::store_agent).needs_order = true;
  CHECK(words_of(route(located(in), Channel::store_agent).unlock_steps) == Words{"SUBMIT_ORDER", "LEAVE_UNPAID", "ORDER_PAGE"});
  in.stage = Stage::UNPAID;
  CHECK(route(located(in), Channel::store_agent).unlock_steps.empty());
  CHECK(words_of(route(located(in), Channel::order_contact).steps) == Words{"ORDER_PAGE", "CONTACT_SELLER", "ASK_FOR_HUMAN"});
  claim_of(in.store, Channel::order_contact);
  CHECK(route(located(in), Channel::order_contact).steps.empty());  // its address leads there
}

TEST_CASE("who is there is given the pack's patience, who is not is not waited for") {
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::PRE);
  CHECK(route(located(in), Channel::store_agent).patience_s == tmall().patience[Channel::store_agent]);
  CHECK(route(located(in), Channel::store_agent).patience_s == 180);
  CHECK(route(located(in), Channel::leave_message).patience_s == kDay);
  claim_of(in.store, Channel::store_agent).hours = {{0x7F, 20 * kHour, 22 * kHour}};
  CHECK_FALSE(route(located(in), Channel::store_agent).patience_s);
  claim_of(in.store, Channel::store_agent).hours.clear();
  claim_of(in.store, Channel::store_agent).needs_order = true;
  CHECK_FALSE(route(located(in), Channel::store_agent).patience_s);
}

TEST_CASE("a hotline that nobody has seen for a year is as good as unchecked") {
  LocateInput in = asked(StoreKind::FLAGSHIP, Stage::PRE);
  ChannelClaim& hotline = claim_of(in.store, Channel::phone);
  hotline.hours = {{0x7F, 0, kDay}};
  hotline.observed_at = in.now - tmall().claim_stale_s;
  Located l = located(in);
  CHECK(listed(l.routes) == "presale_agent store_bot phone email platform_service");
  CHECK_FALSE(traced(l, "STALE"));

  hotline.observed_at = *hotline.observed_at - 1;
  l = located(in);
  CHECK(listed(l.routes) == "presale_agent store_bot email platform_service phone");
  CHECK(route(l, Channel::phone).verified == Verified::UNVERIFIED);
  CHECK(route(l, Channel::phone).reasons == std::vector<std::string>{"BASE", "M1", "STALE"});
  CHECK(l.trace == std::vector<std::string>{"BASE", "STALE", "M1", "M16"});
  in.now = *parse_time("2026-03-02T23:00:00+08:00");  // all day, says an old note: until nine
  CHECK_FALSE(route(located(in), Channel::phone).open_now);

  // A fresh note wins over an old one, and an old "no" is still a no.
  in.store.channels.push_back(claim(Channel::phone));
  in.store.channels.back().observed_at = in.now;
  CHECK(route(located(in), Channel::phone).verified == Verified::YES);
  for (ChannelClaim& c : in.store.channels)
    if (c.type == Channel::phone) c.verified = Verified::NO;
  CHECK(channels(in) == "presale_agent store_bot email platform_service");
}

TEST_CASE("S0-07: a store that names nobody can be reported, one that names somebody cannot") {
  LocateInput in = asked(StoreKind::C_SHOP, Stage::PRE);
  CHECK_FALSE(located(in).no_channel_claimed);
  in.store.channels.clear();
  CHECK(channels(in) == "leave_message platform_service");
  CHECK(located(in).no_channel_claimed);
  in.store.channels = {claim(Channel::phone, Verified::NO), claim(Channel::platform_phone)};
  CHECK(located(in).no_channel_claimed);
  in.actor = Asker::SUPPLIER;
  CHECK_FALSE(located(in).no_channel_claimed);
  in.actor = Asker::BUYER;
  in.store.channels.push_back(claim(Channel::email, Verified::UNVERIFIED));
  CHECK_FALSE(located(in).no_channel_claimed);
}

TEST_CASE("M4 and M8 wait as long as the pack says") {
  Policy pack = tmall();
  pack.long_wait_s = 60;
  pack.unreachable = {10, 20, 30};
  LocateInput in = asked(StoreKind::FACTORY_OUTLET, Stage::SIGNED);
  const auto after = [&](Seconds s) {
    in.unreachable = LocateInput::Unreachable{in.now - s, false};
    return listed(locate(in, pack)->routes);
  };
  CHECK(after(9) == "self_service store_agent order_contact platform_service");
  CHECK(after(10) == "self_service store_agent order_contact leave_message platform_service");
  CHECK(after(20) == "self_service platform_service store_agent order_contact leave_message");
  CHECK(after(30) == "platform_service self_service store_agent order_contact leave_message");
  claim_of(in.store, Channel::store_agent).expected_wait_s = 61;
  CHECK(after(0) == "self_service store_agent leave_message order_contact platform_service");
}

TEST_CASE("a robot that no longer answers hands over, whatever the intent and the stage") {
  for (std::size_t intent = 0; intent < words<Intent>().size(); ++intent)
    for (std::size_t stage = 0; stage < words<Stage>().size(); ++stage) {
      LocateInput in = asked(StoreKind::BRAND_FACTORY, static_cast<Stage>(stage), static_cast<Intent>(intent));
      in.wants_human = true;
      CAPTURE(words<Intent>()[intent]);
      CAPTURE(words<Stage>()[stage]);
      const Route best = located(in).routes.front();
      CHECK(best.enabled);
      CHECK(best.open_now);
      CHECK(best.channel != Channel::store_bot);
      CHECK(best.channel != Channel::self_service);
    }
}

}  // namespace locate_explain_test
