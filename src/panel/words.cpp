#include "panel/words.hpp"

#include "panel/phrases.hpp"

namespace kefu::panel {

namespace {

Phrase two_digits(std::int64_t n) {
  return n < 10 ? join({"0", digits(n)}) : digits(n);
}

struct Date {
  std::int64_t year{}, month{}, day{};
};

// Howard Hinnant's civil_from_days: days since 1970-01-01 to a date, without tables.
Date civil(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t doe = days - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

constexpr unsigned kEveryDay = 0x7F;

bool whole_day(const Hours& h) { return h.open == 0 && h.close == kDay; }

Phrase days_text(const Words& w, unsigned bits) {
  if (bits == kEveryDay) return w.tr("hours.daily");
  if (bits == 0x1F) return w.tr("hours.workdays");
  if (bits == 0x60) return w.tr("hours.weekend");
  Phrase out;
  for (unsigned d = 1; d <= 7; ++d)
    if (bits >> (d - 1) & 1u) out = join({out, out.empty() ? "" : w.tr("hours.and"), w.of("weekday.", digits(d))});
  return out;
}

// S0-04, S0-06: shops with an own service team are measured, the others only promise a usual time.
bool waits_are_usual(StoreKind kind) {
  return kind != StoreKind::BRAND_FACTORY && kind != StoreKind::FLAGSHIP;
}

}  // namespace

Phrase money(Fen amount) {
  const Fen fen = amount < 0 ? -amount : amount;
  return join({amount < 0 ? "−¥" : "¥", digits(fen / 100), ".", two_digits(fen % 100)});
}

Phrase clock_text(Seconds of_day) { return join({two_digits(of_day / 3600), ":", two_digits(of_day / 60 % 60)}); }

Phrase date_text(const Words& w, Instant at, Seconds utc_offset) {
  const Date d = civil(to_local(at, utc_offset).day);
  return w.tr("time.date", {{"month", w.of("month.", digits(d.month))}, {"day", digits(d.day)}});
}

Phrase moment(const Words& w, Instant at, Instant now, Seconds utc_offset) {
  const Local then = to_local(at, utc_offset), today = to_local(now, utc_offset);
  const Phrase clock = clock_text(then.second_of_day);
  if (then.day == today.day) return clock;
  if (then.day == today.day + 1) return w.tr("time.tomorrow", {{"clock", clock}});
  return w.tr("time.moment", {{"date", date_text(w, at, utc_offset)}, {"clock", clock}});
}

Phrase before(const Words& w, Instant at, Seconds utc_offset) {
  if (to_local(at, utc_offset).second_of_day == 0) at -= 60;
  const Phrase clock = clock_text(to_local(at, utc_offset).second_of_day);
  return w.tr("time.before", {{"date", date_text(w, at, utc_offset)}, {"clock", clock}});
}

Phrase duration(const Words& w, Seconds s) {
  const std::int64_t minutes = s <= 60 ? 1 : s / 60;
  const std::int64_t days = minutes / 1440, hours = minutes / 60 % 24, rest = minutes % 60;
  Phrase big, small;
  if (days > 0) {
    big = w.count("time.days", days);
    if (hours > 0) small = w.count("time.hours", hours);
  } else if (hours > 0) {
    big = w.count("time.hours", hours);
    if (rest > 0) small = w.count("time.minutes", rest);
  } else {
    big = w.count("time.minutes", rest);
  }
  return small.empty() ? big : join({big, " ", small});
}

Phrase left(const Words& w, Seconds s) { return w.tr("time.left", {{"duration", duration(w, s)}}); }

Phrase span_text(const Words& w, const Hours& h) {
  if (whole_day(h)) return w.tr("hours.always");
  return join({clock_text(h.open), "–", clock_text(h.close == 0 ? kDay : h.close)});
}

Phrase hours_text(const Words& w, const std::vector<Hours>& hours) {
  if (hours.empty() || (hours.front().days == kEveryDay && whole_day(hours.front()))) return w.tr("hours.always");
  Phrase out;
  for (const Hours& h : hours)
    out = join({out, out.empty() ? "" : w.tr("hours.and"),
                w.tr("hours.span", {{"days", days_text(w, h.days)}, {"span", span_text(w, h)}})});
  return out;
}

RouteState route_state(const Words& w, const Route& r, const Store& store, Instant now) {
  if (!r.enabled) return {w.tr("state.order_first"), ui::Tone::waiting};
  if (!r.open_now) {
    if (!r.opens_at) return {w.tr("state.closed"), ui::Tone::neutral};
    return {w.tr("state.opens", {{"when", moment(w, *r.opens_at, now, store.utc_offset)}}), ui::Tone::waiting};
  }
  if (r.verified == Verified::UNVERIFIED) return {w.tr("state.unverified"), ui::Tone::neutral};  // X1
  switch (r.channel) {
    case Channel::self_service: return {w.tr("state.any_time"), ui::Tone::good};
    case Channel::leave_message: return {w.tr("state.leave"), ui::Tone::neutral};
    case Channel::store_bot:
    case Channel::platform_bot: return {w.tr("state.bot"), ui::Tone::neutral};
    case Channel::presale_agent:
    case Channel::aftersale_agent:
    case Channel::store_agent:
    case Channel::video: break;
    default: return {};
  }
  if (!r.expected_wait_s) return {w.tr("state.online"), ui::Tone::good};
  const Phrase wait = w.count("time.minutes", (*r.expected_wait_s + 59) / 60);
  return {w.tr(waits_are_usual(store.kind) ? "state.online_usually" : "state.online_about", {{"wait", wait}}),
          ui::Tone::good};
}

ui::Icon channel_icon(Channel c) {
  switch (c) {
    case Channel::phone:
    case Channel::platform_phone: return ui::Icon::phone;
    case Channel::email: return ui::Icon::mail;
    case Channel::self_service:
    case Channel::order_contact: return ui::Icon::order;
    case Channel::find_store: return ui::Icon::store;
    case Channel::help_center: return ui::Icon::info;
    case Channel::dispute:
    case Channel::appeal:
    case Channel::regulator:
    case Channel::arbitration: return ui::Icon::scale;
    case Channel::video: return ui::Icon::video;
    case Channel::platform_service:
    case Channel::xiaoer: return ui::Icon::shield;
    case Channel::store_bot:
    case Channel::platform_bot:
    case Channel::leave_message:
    case Channel::sms:
    case Channel::wechat: return ui::Icon::chat;
    default: return ui::Icon::headset;
  }
}

Phrase channel_name(const Words& w, Channel c) { return w.of("channel.", word(c)); }

RouteState trade_state(const Words& w, const Trade& trade) {
  ui::Tone tone = ui::Tone::neutral;
  switch (trade.status) {
    case TradeStatus::WAIT_SELLER_SEND_GOODS:
    case TradeStatus::SELLER_CONSIGNED_PART:
    case TradeStatus::PAID_FORBID_CONSIGN:
    case TradeStatus::WAIT_BUYER_PAY:
    case TradeStatus::TRADE_NO_CREATE_PAY:
    case TradeStatus::WAIT_PRE_AUTH_CONFIRM:
    case TradeStatus::PAY_PENDING: tone = ui::Tone::waiting; break;
    case TradeStatus::WAIT_BUYER_CONFIRM_GOODS: tone = ui::Tone::note; break;
    case TradeStatus::TRADE_BUYER_SIGNED:
    case TradeStatus::TRADE_FINISHED: tone = ui::Tone::good; break;
    default: break;
  }
  // Signed but not yet confirmed has no status of its own outside 货到付款 (domain §2.1): the time says it.
  if (trade.status == TradeStatus::WAIT_BUYER_CONFIRM_GOODS && trade.sign_time)
    return {w.of("trade.", word(TradeStatus::TRADE_BUYER_SIGNED)), ui::Tone::good};
  return {w.of("trade.", word(trade.status)), tone};
}

Phrase case_key(const Words& w, Phrase family, const Case& c, Phrase which) {
  Phrase kind;
  switch (c.type) {
    case CaseType::EXCHANGE:
    case CaseType::RESHIP:
    case CaseType::REPAIR: kind = "goods."; break;
    case CaseType::LATE_SHIP:
    case CaseType::PRICE_PROTECT:
    case CaseType::FREIGHT: kind = "claim."; break;
    case CaseType::COMPLAINT: kind = "complaint."; break;
    default: break;
  }
  const Phrase own = join({family, kind, which});
  return w.has(own) ? own : join({family, which});
}

Phrase case_word(const Words& w, Phrase family, const Case& c, Phrase which) {
  const Phrase key = case_key(w, family, c, which);
  return w.has(key) ? w.tr(key) : w.of(family, which);
}

ui::Icon type_icon(CaseType type) {
  switch (type) {
    case CaseType::RETURN_REFUND: return ui::Icon::undo;
    case CaseType::EXCHANGE: return ui::Icon::exchange;
    case CaseType::RESHIP: return ui::Icon::box;
    case CaseType::REPAIR: return ui::Icon::repair;
    case CaseType::LATE_SHIP: return ui::Icon::clock;
    case CaseType::COMPLAINT: return ui::Icon::chat;
    case CaseType::DISPUTE: return ui::Icon::scale;
    default: return ui::Icon::wallet;
  }
}

bool counts_units(CaseType type) { return type < CaseType::LATE_SHIP || type == CaseType::PRICE_PROTECT; }

Phrase case_says(const Words& w, const Store& store, const Case& c) {
  if (is_under_judgment(c)) return w.of("case.cs.", digits(c.cs_status));
  const Phrase by_platform =
      store.operation_mode == OperationMode::FULLY_MANAGED ? w.of("case.managed.", word(c.status)) : Phrase();
  return by_platform.empty() ? case_word(w, "case.says.", c, word(c.status)) : by_platform;
}

RouteState case_state(const Words& w, const Case& c) {
  if (is_under_judgment(c)) return {w.tr("case.judging"), ui::Tone::note};
  ui::Tone tone = ui::Tone::waiting;
  if (c.status == CaseStatus::SUCCESS) tone = ui::Tone::good;
  else if (c.status == CaseStatus::CLOSED || c.status == CaseStatus::DRAFT) tone = ui::Tone::neutral;
  else if (c.status == CaseStatus::SELLER_REFUSE_BUYER || c.status == CaseStatus::REFUND_FAILED) tone = ui::Tone::trouble;
  else if (c.status == CaseStatus::REFUNDING) tone = ui::Tone::note;
  return {case_word(w, "case.chip.", c, word(c.status)), tone};
}

}  // namespace kefu::panel
