// Policy packs (assets/policies, schema beside them): every key is required, so that no number hides in code.
#include <string>

#include "json/shapes.hpp"
#ifndef __EMSCRIPTEN__
#include <cstdio>
#include <cstdlib>

#include "json/policies_embedded.hpp"
#endif

namespace kefu::json {

namespace {

constexpr Seconds kLongest = 3660 * kDay;
constexpr std::size_t kMostEntries = 200;

// Reads one pack and remembers which of its values nobody could source.
class PackReader {
 public:
  explicit PackReader(Reader root) : root_(root), base_(root.pointer().size()) {}

  Policy read() {
    p_.id = root_["id"].text(1, 64);
    p_.effective_from = root_["effective_from"].text();
    root_["effective_from"].date();
    if (root_["sources"].items(kMostEntries).empty()) root_["sources"].complain(ErrorCode::OUT_OF_RANGE);
    p_.auto_refund_unshipped = root_["auto_refund_unshipped"].boolean();
    for (const auto& m : root_["timers"].members(kMostEntries)) {
      if (const auto timer = from_name<Timer>(m.key)) p_.timers[*timer] = seconds(m.value);
      else m.value.complain(ErrorCode::UNKNOWN_ENUM, "The key is not the name of a timer.");
    }
    p_.no_reason_window_s = seconds(root_["no_reason_window_s"]);
    p_.after_finish_window_s = seconds(root_["after_finish_window_s"]);
    p_.price_protect_window_s = seconds(root_["price_protect_window_s"]);
    p_.promotion = root_["promotion"].word<PromotionRule>();
    p_.attempts_max = root_["attempts_max"].is_null() && root_.is_object() && has("attempts_max")
                          ? kUnlimited
                          : number(root_["attempts_max"], 1, kUnlimited);
    p_.evidence_max = number(root_["evidence_max"], 0, 100);
    p_.description_max = number(root_["description_max"], 1, 10000);
    read_reasons(root_["reasons"]);
    read_late_ship(root_["late_ship"]);
    for (const auto& m : root_["patience_s"].members(kMostEntries)) {
      if (const auto channel = from_name<Channel>(m.key)) p_.patience[*channel] = seconds(m.value);
      else m.value.complain(ErrorCode::UNKNOWN_ENUM, "The key is not the name of a channel.");
    }
    p_.long_wait_s = seconds(root_["long_wait_s"]);
    p_.claim_stale_s = seconds(root_["claim_stale_s"]);
    p_.auto_refund_after_silent_receipt = root_["auto_refund_after_silent_receipt"].boolean();
    p_.price_protect_from = root_["price_protect_from"].word<PriceProtectStart>();
    read_limits();
    for (const auto& m : root_["tender_returns"].members(kMostEntries))
      p_.tender_returns.emplace_back(std::string(m.key), m.value.word<OnRefund>());
    read_advance(root_["advance"]);
    p_.freight.claim_max_fen = number(root_["freight"]["claim_max_fen"], 0, kMaxFen);
    p_.freight.insurance_max_fen = number(root_["freight"]["insurance_max_fen"], 0, kMaxFen);
    p_.intervention_silence_s = seconds(root_["intervention"]["silence_s"]);
    read_statute(root_["statute"]);
    const Reader unreachable = root_["unreachable"];
    p_.unreachable.leave_message_s = seconds(unreachable["leave_message_s"]);
    p_.unreachable.service_second_s = seconds(unreachable["service_second_s"]);
    p_.unreachable.service_first_s = seconds(unreachable["service_first_s"]);
    const Reader handoff = root_["handoff"];
    p_.handoff.failed_turns = number(handoff["failed_turns"], 1, 100);
    p_.handoff.negative_turns = number(handoff["negative_turns"], 1, 100);
    p_.handoff.silence_s = seconds(handoff["silence_s"]);
    p_.handoff.min_score_bp = number(handoff["min_score_bp"], 0, 10000);
    p_.contact_labels = texts(root_["contact_labels"]);
    p_.presumed_open_s = root_["presumed_hours"]["open"].clock();
    p_.presumed_close_s = root_["presumed_hours"]["close"].clock();
    return std::move(p_);
  }

 private:
  bool has(std::string_view key) const {
    for (const auto& m : root_.members())
      if (m.key == key) return true;
    return false;
  }

  // A number, or {"value": number, "unverified": true}.
  std::int64_t number(Reader r, std::int64_t min, std::int64_t max) {
    if (!r.is_object()) return r.integer(min, max);
    if (r["unverified"].boolean()) p_.unverified.push_back(r.pointer().substr(base_));
    return r["value"].integer(min, max);
  }
  Seconds seconds(Reader r) { return number(r, 0, kLongest); }

  std::vector<std::string> texts(Reader r) {
    std::vector<std::string> all;
    for (Reader item : r.items(kMostEntries)) all.push_back(item.text(1, 64));
    return all;
  }
  Lengths lengths(Reader r) {
    const Lengths l{number(r["min"], 0, 10000), number(r["max"], 1, 10000)};
    if (l.max < l.min) r["max"].complain(ErrorCode::OUT_OF_RANGE, "max is less than min.");
    return l;
  }

  void read_limits() {
    constexpr std::int64_t kMostBytes = 100'000'000;
    p_.evidence_bytes_max = number(root_["evidence_bytes_max"], 1, kMostBytes);
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
      if (!type) return m.value.complain(ErrorCode::UNKNOWN_ENUM, "The key is not a case type.");
      for (Reader item : m.value.items(kMostEntries)) {
        ReasonRule rule;
        rule.code = item["code"].text(1, 64);
        rule.fault = item["fault"].word<Fault>();
        if (auto v = item["evidence"].maybe()) rule.needs_evidence = v.boolean();
        if (auto v = item["good_status"].maybe())
          for (Reader word : v.items(words<GoodStatus>().size())) rule.good_statuses.push_back(word.word<GoodStatus>());
        p_.reasons[*type].push_back(std::move(rule));
      }
    }
  }

  void read_late_ship(Reader r) {
    LateShipRule& l = p_.late_ship;
    l.deadline_s = seconds(r["deadline_s"]);
    l.base = r["base"].word<LateBase>();
    l.rate_bp = number(r["rate_bp"], 0, 10000);
    l.min_fen = number(r["min_fen"], 0, kMaxFen);
    if (auto v = r["max_fen"].maybe()) l.max_fen = number(v, 0, kMaxFen);
    if (auto v = r["max_scope_s"].maybe()) l.max_scope_s = seconds(v);
  }

  Reader root_;
  std::size_t base_;
  Policy p_;
};

}  // namespace

Policy read_policy(Reader r) { return PackReader(r).read(); }

std::optional<Error> add_policy(PolicyLibrary& packs, std::string_view json) {
  Document doc(json);
  Reader root = doc.root();
  if (!doc.failed() && !root.is_object()) root.complain(ErrorCode::WRONG_TYPE, "A policy pack is an object.");
  if (doc.failed()) return doc.error();
  Policy pack = PackReader(root).read();
  if (doc.failed()) return doc.error();
  packs.add(std::move(pack));
  return std::nullopt;
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
