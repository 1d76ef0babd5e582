// Windows against a calendar that counts one day after another, and `instead` against check itself.
#include "filled_forms.hpp"
#include "property.hpp"

namespace check_property_test {

using namespace kefu;
using namespace kefu::test;

namespace {

// Nothing here is the engine's: days are counted as a child would.
struct Day {
  int year, month, day;
};

bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int month_length(int y, int m) {
  const int lengths[] = {31, leap(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return lengths[m - 1];
}

Day next(Day d) {
  if (++d.day <= month_length(d.year, d.month)) return d;
  d.day = 1;
  if (++d.month <= 12) return d;
  return {d.year + 1, 1, 1};
}

Day days_later(Day d, int n) {
  while (n-- > 0) d = next(d);
  return d;
}

/// The day with the same number so many months on, or that month's last.
Day months_later(Day d, int n) {
  const int wanted = d.year * 12 + d.month + n;
  Day out = d;
  while (out.year * 12 + out.month < wanted) out = next(out);
  while (out.day < d.day && out.day < month_length(out.year, out.month)) out = next(out);
  return out;
}

std::string text(Day d, int second) {
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", d.year, d.month, d.day, second / 3600,
                second / 60 % 60, second % 60);
  return out;
}

/// Days that calendars get wrong come up often.
Day any_day() {
  const int year = *rc::gen::inRange(1990, 2101);
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return {year, 2, month_length(year, 2)};
    case 1: return {year, 12, *rc::gen::inRange(24, 32)};
    default: {
      const int month = *rc::gen::inRange(1, 13);
      return {year, month, *rc::gen::inRange(1, month_length(year, month) + 1)};
    }
  }
}

int any_second() { return *rc::gen::element(0, 1, 86399, *rc::gen::inRange(0, 86400)); }

Instant instant(const std::string& when) { return *parse_time(when); }

Trade signed_at_text(const std::string& when) {
  Trade t = signed_for(when.c_str());
  t.created = t.pay_time = t.consign_time = instant(when) - 2 * kDay;
  return t;
}

Checked asked(const Trade& t, CaseType type, const char* reason, Instant now, const char* policy = "tmall") {
  CheckInput in{now, t, {}, asks(type, "A")};
  in.request.reason = reason;
  const auto c = check(in, pack(policy));
  RC_ASSERT(static_cast<bool>(c));
  return *c;
}

}  // namespace

TEST_CASE("the no-reason window is what counting days on a calendar gives, in every year") {
  holds("no-reason window", 3000, [] {
    const Day day = any_day();
    const std::string signed_on = text(day, any_second());
    const std::string start = text(next(day), 0), end = text(days_later(day, 8), 0);
    const Trade t = signed_at_text(signed_on);
    const auto answer = [&](Instant now) { return asked(t, CaseType::RETURN_REFUND, "SEVEN_DAYS_WITHOUT_REASON", now); };
    const Checked last = answer(instant(end) - 1);
    RC_ASSERT(last.code == "OK");
    RC_ASSERT(format_time(last.window->start, 8 * kHour) == start);
    RC_ASSERT(format_time(last.window->end, 8 * kHour) == end);
    RC_ASSERT(answer(instant(end)).code == "WINDOW_CLOSED");
    RC_ASSERT(answer(instant(signed_on)).code == "OK");
    RC_ASSERT(answer(instant(signed_on) - 1).code == "WINDOW_CLOSED");
    const Instant now = instant(signed_on) + *rc::gen::inRange(-864000, 1728000);
    const std::string seen = format_time(now, 8 * kHour);
    RC_ASSERT((answer(now).code == "OK") == (seen >= signed_on && seen < end));
  });
}

TEST_CASE("the period after a finished trade and the days of price protection end where a calendar says") {
  holds("after-sale periods", 2000, [] {
    const Day day = any_day();
    const int second = any_second();
    Trade t = signed_at_text(text(day, second));
    t.status = TradeStatus::TRADE_FINISHED;
    t.end_time = t.pay_time = instant(text(day, second));
    const Instant end = instant(text(days_later(day, 15), second));
    for (const CaseType type : {CaseType::RO_RECEIVED, CaseType::PRICE_PROTECT}) {
      RC_ASSERT(asked(t, type, "OTHER", end - 1).code == "OK");
      RC_ASSERT(asked(t, type, "OTHER", end).code == "WINDOW_CLOSED");
    }
  });
}

TEST_CASE("the seller proves for six months by the calendar, the last day counted whole") {
  holds("burden of proof", 2000, [] {
    const Day day = any_day();
    Trade t = signed_at_text(text(day, any_second()));
    t.orders[0].category = "appliance";
    const Instant end = instant(text(next(months_later(day, 6)), 0));
    const auto proves = [&](Instant now) {
      const Checked c = asked(t, CaseType::REPAIR, "QUALITY", now);
      return !c.warnings.empty() && c.warnings[0].code == "SELLER_PROVES";
    };
    RC_ASSERT(proves(end - 1));
    RC_ASSERT(!proves(end));
  });
}

TEST_CASE("whatever the answer offers instead is open when it is asked for") {
  holds("instead", 3000, [] {
    CheckInput in = scene(static_cast<CaseType>(*rc::gen::inRange(0, 12)));
    in.now = kPaid + *rc::gen::inRange<Instant>(0, 60 * kDay);
    in.trade.status = static_cast<TradeStatus>(*rc::gen::inRange(0, static_cast<int>(words<TradeStatus>().size())));
    if (*rc::gen::inRange(0, 2)) in.trade.sign_time.reset();
    if (*rc::gen::inRange(0, 2)) in.trade.end_time = kPaid + *rc::gen::inRange<Instant>(0, 20 * kDay);
    in.trade.orders[0].no_reason = static_cast<NoReason>(*rc::gen::inRange(0, 4));
    in.trade.orders[0].is_virtual = *rc::gen::inRange(0, 4) == 0;
    for (int n = *rc::gen::inRange(0, 3); n > 0; --n) {
      Case c = case_on_a(static_cast<CaseType>(*rc::gen::inRange(0, 12)),
                         static_cast<CaseStatus>(*rc::gen::inRange(0, static_cast<int>(words<CaseStatus>().size()))),
                         kPaid + *rc::gen::inRange<Instant>(0, 30 * kDay), *rc::gen::element("SELLER", "NONE"));
      c.case_id += std::to_string(n);
      if (*rc::gen::inRange(0, 2)) c.oid.reset();
      c.num = c.oid ? 1 : 0;
      in.cases.push_back(c);
    }
    in.request.type = static_cast<CaseType>(*rc::gen::inRange(0, 12));
    in.request.reason = *rc::gen::element("OTHER", "SEVEN_DAYS_WITHOUT_REASON", "QUALITY");
    if (const int word = *rc::gen::inRange(0, 3)) in.request.good_status = static_cast<GoodStatus>(word);
    const bool whole = *rc::gen::inRange(0, 4) == 0;
    if (whole) in.request.oid.reset();
    const char* policy = *rc::gen::element("tgc", "taobao", "tmall", "wechat", "statute");
    const auto first = check(in, pack(policy));
    if (!first) return;  // history that does not add up
    RC_ASSERT(first->eligible == (first->code == "OK"));
    RC_ASSERT(!first->eligible || first->instead.empty());
    for (const CaseType type : first->instead) {
      bool open = false;
      for (const OrderLine& l : in.trade.orders) {
        if (!whole && l.oid != *in.request.oid) continue;
        CheckInput again{in.now, in.trade, in.cases, asks(type, l.oid)};
        again.request.good_status = in.request.good_status;
        const auto c = check(again, pack(policy));
        open |= c && c->eligible;
        if (c && c->eligible) RC_ASSERT(static_cast<bool>(form(again, pack(policy))));
      }
      RC_ASSERT(open);
    }
  });
}

}  // namespace check_property_test
