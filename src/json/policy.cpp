// Policy packs (assets/policies, schema beside them): every key is required, so that no number hides in code. A patch
// ("extends") becomes a whole pack before it is read, so there is one reader, and one set of rules, for both.
#include <string>

#include "json/policy_check.hpp"
#include "json/shapes.hpp"
#include "kefu/policy_law.hpp"
#ifndef __EMSCRIPTEN__
#include <cstdio>
#include <cstdlib>

#include "json/policies_embedded.hpp"
#endif

namespace kefu::json {

namespace {

constexpr Seconds kLongestSpan = 3660 * kDay;
constexpr std::size_t kMostEntries = 200;

// Reads one pack and remembers which of its values nobody could source.
class PackReader {
 public:
  PackReader(Reader root, ErrorCode below_law) : root_(root), base_(root.pointer().size()), below_law_(below_law) {}

  Policy read() {
    p_.id = root_["id"].text(1, 64);
    p_.effective_from = root_["effective_from"].text();
    root_["effective_from"].date();
    if (texts(root_["sources"], 1000).empty()) root_["sources"].complain(ErrorCode::OUT_OF_RANGE, "Name a source.");
    root_.may("extends", p_.extends);
    std::string for_editors;
    root_.may("$schema", for_editors);
    p_.auto_refund_unshipped = root_["auto_refund_unshipped"].boolean();
    for (const auto& m : root_["timers"].members(kMostEntries)) {
      if (const auto timer = from_name<Timer>(m.key)) read_timer(*timer, m.value);
      else m.value.complain(ErrorCode::UNKNOWN_ENUM, "The key is not the name of a timer.");
    }
    p_.no_reason_window_s = seconds(root_["no_reason_window_s"]);
    p_.after_finish_window_s = seconds(root_["after_finish_window_s"]);
    p_.price_protect_window_s = seconds(root_["price_protect_window_s"]);
    p_.promotion = leaf(root_["promotion"]).word<PromotionRule>();
    p_.attempts_max = root_["attempts_max"].is_null() && root_.is_object() && has("attempts_max")
                          ? kUnlimited
                          : number(root_["attempts_max"], 1, kUnlimited);
    p_.evidence_max = number(root_["evidence_max"], 0, 100);
    p_.description_max = number(root_["description_max"], 1, 10000);
    read_reasons(root_["reasons"]);
    read_late_ship(root_["late_ship"]);
    for (const auto& m : root_["patience_s"].members(kMostEntries)) {
      if (const auto channel = from_name<Channel>(m.key)) {
        if (!m.value.is_null()) p_.patience[*channel] = seconds(m.value);
      } else {
        m.value.complain(ErrorCode::UNKNOWN_ENUM, "The key is not the name of a channel.");
      }
    }
    p_.long_wait_s = seconds(root_["long_wait_s"]);
    p_.claim_stale_s = seconds(root_["claim_stale_s"]);
    p_.auto_refund_after_silent_receipt = root_["auto_refund_after_silent_receipt"].boolean();
    p_.price_protect_from = leaf(root_["price_protect_from"]).word<PriceProtectStart>();
    read_limits();
    for (const auto& m : root_["tender_returns"].members(kMostEntries))
      if (!m.value.is_null()) p_.tender_returns.emplace_back(std::string(m.key), leaf(m.value).word<OnRefund>());
    read_advance(root_["advance"]);
    p_.freight.claim_max_fen = number(root_["freight"]["claim_max_fen"], 0, kMaxFen);
    p_.freight.insurance_max_fen = number(root_["freight"]["insurance_max_fen"], 0, kMaxFen);
    if (auto v = root_["freight"]["insurance_fen"].maybe()) p_.freight.insurance_fen = number(v, 0, kMaxFen);
    p_.intervention_silence_s = seconds(root_["intervention"]["silence_s"]);
    read_statute(root_["statute"]);
    const Reader unreachable = root_["unreachable"];
    UnreachableRule& u = p_.unreachable;
    u.leave_message_s = seconds(unreachable["leave_message_s"]);
    u.service_second_s = seconds(unreachable["service_second_s"]);
    u.service_first_s = seconds(unreachable["service_first_s"]);
    if (u.service_second_s < u.leave_message_s) less(unreachable["service_second_s"], "leave_message_s");
    if (u.service_first_s < u.service_second_s) less(unreachable["service_first_s"], "service_second_s");
    const Reader handoff = root_["handoff"];
    p_.handoff.failed_turns = number(handoff["failed_turns"], 1, 100);
    p_.handoff.negative_turns = number(handoff["negative_turns"], 1, 100);
    p_.handoff.silence_s = seconds(handoff["silence_s"]);
    p_.handoff.min_score_bp = number(handoff["min_score_bp"], 0, 10000);
    p_.contact_labels = texts(root_["contact_labels"]);
    p_.presumed_open_s = root_["presumed_hours"]["open"].clock();
    p_.presumed_close_s = root_["presumed_hours"]["close"].clock();
    if (p_.presumed_close_s == p_.presumed_open_s)
      root_["presumed_hours"]["close"].complain(ErrorCode::OUT_OF_RANGE, "A desk closes at another time than it opens.");
    root_.complain_of_unknown();
    for (LawBreach& b : law_breaches(p_)) root_.complain(below_law_, std::move(b.message), b.pointer);
    return std::move(p_);
  }

 private:
  bool has(std::string_view key) const {
    for (const auto& m : root_.members())
      if (m.key == key) return true;
    return false;
  }

  // A value, or {"value": …, "unverified": true}.
  Reader leaf(Reader r) {
    if (!r.is_object()) return r;
    if (r["unverified"].boolean()) p_.unverified.push_back(r.pointer().substr(base_));
    return r["value"];
  }
  std::int64_t number(Reader r, std::int64_t min, std::int64_t max) { return leaf(r).integer(min, max); }
  Seconds seconds(Reader r) { return number(r, 0, kLongestSpan); }

  std::vector<std::string> texts(Reader r, std::size_t longest = 64) {
    std::vector<std::string> all;
    for (Reader item : r.items(kMostEntries)) all.push_back(item.text(1, longest));
    return all;
  }
  void less(Reader r, const char* than) {
    r.complain(ErrorCode::OUT_OF_RANGE, std::string("This may not be less than ") + than + ".");
  }
  Lengths lengths(Reader r) {
    const Lengths l{number(r["min"], 0, 10000), number(r["max"], 1, 10000)};
    if (l.max < l.min) less(r["max"], "min");
    return l;
  }

  // null: no such timer. What the seller or the platform owes may be due at once; a buyer needs time.
  void read_timer(Timer timer, Reader r) {
    if (r.is_null()) return;
    p_.timers[timer] = seconds(r);
    if (p_.timers[timer] != 0) return;
    for (Timer t : {Timer::D2, Timer::D4, Timer::D5, Timer::D6, Timer::D8, Timer::D10})
      if (t == timer) r.complain(ErrorCode::OUT_OF_RANGE, "This leaves the buyer no time.");
  }

  void read_limits() {
    constexpr std::int64_t kMostBytes = 100'000'000;
    p_.evidence_bytes_max = number(root_["evidence_bytes_max"], 1, kMostBytes);
    p_.evidence_side_max = number(root_["evidence_side_max"], 100, 10000);
    p_.evidence_video_bytes_max = number(root_["evidence_video_bytes_max"], 0, kMostBytes);
    p_.proof_bytes_max = number(root_["proof_bytes_max"], 1, kMostBytes);
    p_.statement_max = number(root_["statement_max"], 1, 10000);
    p_.refusal_message = lengths(root_["refusal_message"]);
    p_.waybill = lengths(root_["waybill"]);
    p_.pay_retries = number(root_["pay_retries"], 0, 100);
  }

  void read_advance(Reader r) {
    AdvanceRule& a = p_.advance;
    a.enabled = r["enabled"].boolean();
    a.quota_fen = number(r["quota_fen"], 0, kMaxFen);
    a.excluded_tenders = texts(r["excluded_tenders"]);
    a.excluded_categories = texts(r["excluded_categories"]);
    a.repay_s = seconds(r["repay_s"]);
  }

  void read_statute(Reader r) {
    StatuteRule& s = p_.statute;
    s.refund_after_receipt_s = seconds(r["refund_after_receipt_s"]);
    s.breach_s = seconds(r["breach_s"]);
    s.proof_months = number(r["proof_months"], 0, 120);
    s.durable_categories = texts(r["durable_categories"]);
  }

  void read_reasons(Reader r) {
    for (const auto& m : r.members(kMostEntries)) {
      const auto type = from_name<CaseType>(m.key);
      if (!type) {
        m.value.complain(ErrorCode::UNKNOWN_ENUM, "The key is not a case type.");
        continue;
      }
      for (Reader item : m.value.items(kMostEntries)) {
        ReasonRule rule;
        rule.code = item["code"].text(1, 64);
        if (p_.reason(*type, rule.code)) item["code"].complain(ErrorCode::OUT_OF_RANGE, "This reason is listed twice.");
        rule.fault = item["fault"].word<Fault>();
        if (auto v = item["evidence"].maybe()) rule.needs_evidence = v.boolean();
        if (auto v = item["good_status"].maybe())
          for (Reader word : v.items(words<GoodStatus>().size())) rule.good_statuses.push_back(word.word<GoodStatus>());
        p_.reasons[*type].push_back(std::move(rule));
      }
    }
    for (std::size_t t = 0; t < words<CaseType>().size(); ++t)
      if (p_.reasons[static_cast<CaseType>(t)].empty())
        r[words<CaseType>()[t]].complain(ErrorCode::OUT_OF_RANGE, "Every case type needs a reason that a buyer can give.");
  }

  void read_late_ship(Reader r) {
    LateShipRule& l = p_.late_ship;
    l.deadline_s = seconds(r["deadline_s"]);
    l.base = r["base"].word<LateBase>();
    l.rate_bp = number(r["rate_bp"], 0, 10000);
    l.min_fen = number(r["min_fen"], 0, kMaxFen);
    if (auto v = r["max_fen"].maybe()) l.max_fen = number(v, 0, kMaxFen);
    if (auto v = r["max_scope_s"].maybe()) l.max_scope_s = seconds(v);
    if (auto v = r["auto_pay"].maybe()) l.auto_pay = leaf(v).boolean();
    if (l.max_fen && *l.max_fen < l.min_fen) less(r["max_fen"], "min_fen");
  }

  Reader root_;
  std::size_t base_;
  ErrorCode below_law_;
  Policy p_;
};

/// `text`: where the whole pack goes as one document, if somebody wants it.
Policy read_pack(Reader r, const PolicyLibrary& packs, ErrorCode below_law, std::string* text) {
  const Reader extends = r["extends"];
  if (!extends.maybe()) {
    if (text) *text = r.raw();
    return PackReader(r, below_law).read();
  }
  const Policy* base = packs.find(extends.text());
  if (!base || !base->extends.empty()) {
    extends.complain(ErrorCode::UNKNOWN_POLICY, "A patch extends a whole pack by its id, as tmall; this is none.");
    return {};
  }
  Document whole(base->text, r);
  Policy p = PackReader(whole.root(), below_law).read();
  r.adopt(whole);
  if (text) *text = whole.root().raw();
  return p;
}

}  // namespace

Policy read_policy(Reader r, const PolicyLibrary& packs) {
  return read_pack(r, packs, ErrorCode::OUT_OF_RANGE, nullptr);
}

std::optional<Error> add_policy(PolicyLibrary& packs, std::string_view json) {
  Document doc(json);
  Reader root = doc.root();
  if (!doc.failed() && !root.is_object()) root.complain(ErrorCode::WRONG_TYPE, "A policy pack is an object.");
  if (doc.failed()) return doc.error();
  std::string text;
  Policy pack = read_pack(root, packs, ErrorCode::OUT_OF_RANGE, &text);
  if (doc.failed()) return doc.error();
  pack.text = std::move(text);
  packs.add(std::move(pack));
  return std::nullopt;
}

Reply check_policy(std::string_view json, const PolicyLibrary& packs) {
  constexpr std::size_t kMostProblems = 100;
  Document doc(json, kMostProblems);
  Reader root = doc.root();
  Policy pack;
  if (!doc.failed() && !root.is_object()) root.complain(ErrorCode::WRONG_TYPE, "A policy pack is an object.");
  if (!doc.failed()) pack = read_pack(root, packs, ErrorCode::LAW_FLOOR, nullptr);
  Writer w;
  w.open().key("valid").value(!doc.failed()).key("id").value(pack.id).key("problems").open_list();
  for (const Error& e : doc.errors())
    w.open().key("pointer").value(e.pointer).key("code").value(name(e.code)).key("message").value(e.message).close();
  w.close_list().key("unverified").list(pack.unverified).close();
  return {!doc.failed(), w.take()};
}

#ifndef __EMSCRIPTEN__
const PolicyLibrary& builtin_policies() {
  static const PolicyLibrary packs = [] {
    PolicyLibrary all;
    for (std::string_view json : embedded_policies())
      if (const auto error = add_policy(all, json)) {
        // The packs are part of the program: one that does not read is a broken build (contract: exit status 1).
        std::fprintf(stderr, "policy pack: %s %s\n", error->message.c_str(), error->pointer.c_str());
        std::exit(1);
      }
    return all;
  }();
  return packs;
}
#endif

}  // namespace kefu::json
