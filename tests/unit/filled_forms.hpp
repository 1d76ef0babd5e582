// filled_forms.hpp: an order on which each of the twelve types can be opened, and answers that a buyer could give.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "case_fixtures.hpp"
#include "kefu/answers.hpp"

namespace kefu::test {

inline const Instant kAfterSignOff = at("2026-03-04T12:00:00+08:00");

/// A case on line A in this status since then.
inline Case case_on_a(CaseType type, CaseStatus status, Instant since, const char* fault = "SELLER") {
  Case c = a_case(status, "A");
  c.type = type;
  c.fault = fault;
  c.history = {{"submit", Actor::BUYER, since, CaseStatus::DRAFT, status}};
  return c;
}

/// Something the buyer may open on line A right now; with a gift beside the goods.
inline CheckInput scene(CaseType type) {
  CheckInput in{kAfterSignOff, signed_for(), {}, asks(type, "A")};
  OrderLine gift = line("G", 0, 1);
  gift.is_gift = true;
  gift.gift_price = 1500;
  in.trade.orders.push_back(gift);
  in.trade.orders[0].category = "appliance";
  in.trade.orders[0].num = 3;
  if (type == CaseType::RO_UNSHIPPED || type == CaseType::RO_IN_TRANSIT) in.trade.sign_time = {};
  if (type == CaseType::RO_UNSHIPPED || type == CaseType::LATE_SHIP) {
    in.trade.sign_time = in.trade.consign_time = {};
    in.trade.status = TradeStatus::WAIT_SELLER_SEND_GOODS;
  }
  if (type == CaseType::FREIGHT) {
    in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::SUCCESS, kNow)};
    in.cases.front().refund_fee = 100;
  }
  if (type == CaseType::DISPUTE) in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::SELLER_REFUSE_BUYER, kNow)};
  return in;
}

/// The form of the way back of what scene(RETURN_REFUND) sold.
inline CheckInput return_leg() {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::WAIT_BUYER_RETURN_GOODS, kAfterSignOff - kDay)};
  in.request.step = FormStep::RETURN;
  return in;
}

inline Answer text_answer(std::string field, std::string text) {
  return {std::move(field), AnswerKind::text, std::move(text), 0, {}};
}
inline Answer number_answer(std::string field, std::int64_t number) {
  return {std::move(field), AnswerKind::number, {}, number, {}};
}
inline Answer list_answer(std::string field, std::vector<AnswerItem> items) {
  return {std::move(field), AnswerKind::list, {}, 0, std::move(items)};
}

/// An answer that the field takes; `pick` chooses among several.
inline Answer example_answer(const Field& f, std::size_t pick) {
  switch (f.kind) {
    case FieldKind::CHOICE: return text_answer(f.name, f.options[pick % f.options.size()].code);
    case FieldKind::PHONE: return text_answer(f.name, "13800000000");
    case FieldKind::MONEY:
    case FieldKind::UNITS: return number_answer(f.name, pick % 2 ? *f.min : *f.max);
    case FieldKind::FIXED: return number_answer(f.name, *f.fixed);
    case FieldKind::BOOL: return {f.name, AnswerKind::boolean, {}, static_cast<std::int64_t>(pick % 2), {}};
    case FieldKind::TIME: return text_answer(f.name, format_time(f.max ? *f.max : *f.min, 8 * kHour));
    case FieldKind::LIST: {
      std::vector<AnswerItem> all;
      for (const FieldOption& o : f.options) all.push_back({o.code, {}, 0});
      return list_answer(f.name, all);
    }
    case FieldKind::PARTS: return list_answer(f.name, {{"盖子", {}, 2}});
    case FieldKind::EVIDENCE: return list_answer(f.name, {{"a.jpg", "image/jpeg", 1000}, {"b.jpg", {}, 0}});
    default: {
      const std::int64_t length = pick % 2 && f.min ? *f.min : f.max.value_or(20);
      return text_answer(f.name, std::string(static_cast<std::size_t>(length), 'x'));
    }
  }
}

inline const Answer* answer_to(const std::vector<Answer>& answers, const std::string& field) {
  for (const Answer& a : answers)
    if (a.field == field) return &a;
  return nullptr;
}

inline bool condition_met(const FieldCondition& c, const std::vector<Answer>& answers) {
  const Answer* a = answer_to(answers, c.field);
  if (!a) return false;
  const std::string value = a->kind == AnswerKind::boolean ? (a->number ? "true" : "false") : a->text;
  for (const std::string& word : c.in)
    if (word == value) return true;
  return false;
}

/// Fills a form as a client does: good_status first, then reason and units, each time asking again; then the rest.
inline std::pair<Form, std::vector<Answer>> filled(CheckInput in, const Policy& policy, std::size_t pick = 0) {
  Form f = *form(in, policy);
  std::vector<Answer> answers;
  for (const char* name : {"good_status", "reason", "num"}) {
    for (const Field& x : f.fields) {
      if (x.name != name) continue;
      answers.push_back(example_answer(x, pick));
      if (x.name == "good_status") in.request.good_status = from_name<GoodStatus>(answers.back().text);
      if (x.name == "reason") in.request.reason = answers.back().text;
      if (x.name == "num") in.request.num = answers.back().number;
    }
    f = *form(in, policy);
  }
  for (const Field& x : f.fields) {
    if (answer_to(answers, x.name)) continue;
    if (x.when.field.empty() || condition_met(x.when, answers)) answers.push_back(example_answer(x, pick));
  }
  return {f, answers};
}

}  // namespace kefu::test
