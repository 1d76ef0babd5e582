#include "server/erp.hpp"

#include <algorithm>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "kefu/patterns.hpp"
#include "server/json_edit.hpp"
#include "server/problem.hpp"
#include "server/ship_stop.hpp"

namespace kefu::server {

namespace {

constexpr std::size_t kMostReported = 1000;  // as many as an order may have

struct Parcel {
  std::string oid, company, waybill;
};

struct Report {
  ErpState state{};
  std::vector<Parcel> lines;
};

Report read_report(const std::string& body, const Dossier& d) {
  json::Document doc(body);
  Report out;
  doc.root().must("state", out.state);
  const bool ships = out.state == ErpState::SHIPPED;
  const bool named = ships || (out.state == ErpState::SIGNED && doc.root()["lines"].maybe());
  const json::Reader::Items none;
  for (const json::Reader& r : named ? doc.root()["lines"].items(kMostReported) : none) {
    Parcel line{r["oid"].text(1, 64), "", ""};
    if (!doc.failed() && !find_line(d.trade, line.oid)) r["oid"].complain(ErrorCode::UNKNOWN_LINE);
    r.may("company", line.company);
    if (ships) line.waybill = r["waybill"].text();
    if (ships && !matches(Pattern::waybill, line.waybill, d.policy->waybill.min, d.policy->waybill.max))
      r["waybill"].complain(ErrorCode::OUT_OF_RANGE, "The letters and digits of a waybill are expected here.");
    for (const Parcel& other : out.lines)
      if (other.oid == line.oid) r["oid"].complain(ErrorCode::DUPLICATE_LINE);
    out.lines.push_back(std::move(line));
  }
  if (named && out.lines.empty() && !doc.failed())
    doc.root()["lines"].complain(ErrorCode::OUT_OF_RANGE, "Name at least one line.");
  if (doc.failed()) throw problem_of(doc.error());
  return out;
}

Problem backwards(const std::string& sentence) { return {409, "ILLEGAL_EVENT", sentence, "/state"}; }

Problem backwards(const Dossier& d, ErpState state) {
  return backwards("An order that is " + std::string(name(d.trade.status)) + " does not become " +
                   std::string(name(state)) + ".");
}

Problem because_of(const Case& c, const char* code, const std::string& sentence) {
  Problem p{409, code, sentence};
  p.case_id = c.case_id;
  return p;
}

// The order's document with each line as `change` makes it, and `more` members of its own.
template <class Change>
std::string with_lines(const std::string& document, Change change, const std::vector<RawMember>& more) {
  json::Document doc(document);
  std::vector<std::string> lines;
  for (const json::Reader& line : doc.root()["orders"].items())
    lines.push_back(with_members(line, change(line["oid"].text())));
  std::vector<RawMember> members = {{"orders", list_of(lines)}};
  members.insert(members.end(), more.begin(), more.end());
  return with_members(doc.root(), members);
}

std::string waybill_of(const Dossier& d, const std::string& oid) {
  json::Document doc(d.row.document);
  for (const json::Reader& line : doc.root()["orders"].items())
    if (line["oid"].text() == oid)
      if (auto v = line["waybill"].maybe()) return v.text();
  return "";
}

bool names(const std::vector<Parcel>& lines, const std::string& oid) {
  return std::any_of(lines.begin(), lines.end(), [&](const Parcel& l) { return l.oid == oid; });
}

bool is_stopped(const std::vector<ShipStop>& stops, const std::string& oid) {
  return std::any_of(stops.begin(), stops.end(), [&](const ShipStop& s) { return s.oid == oid && !s.yields; });
}

class Update {
 public:
  Update(soci::session& sql, const Cases& cases, const Packs& packs, Dossier d, Instant at)
      : sql_(sql),
        cases_(cases),
        packs_(packs),
        d_(std::move(d)),
        at_(at),
        now_(json_text(format_time(at, d_.store.utc_offset))) {}

  void carry_out(Report report) {
    switch (report.state) {
      case ErpState::SHIPPED: return ship(std::move(report.lines));
      case ErpState::SIGNED: return sign(std::move(report.lines));
      case ErpState::FINISHED: return finish();
      case ErpState::CLOSED: return close();
    }
  }
  const Dossier& dossier() const { return d_; }

 private:
  void ship(std::vector<Parcel> lines) {
    std::erase_if(lines, [&](const Parcel& l) { return is_sent(l); });
    if (lines.empty()) return;
    if (d_.trade.status != TradeStatus::WAIT_SELLER_SEND_GOODS && d_.trade.status != TradeStatus::SELLER_CONSIGNED_PART)
      throw backwards(d_, ErpState::SHIPPED);
    close_cases_of(lines);
    std::vector<RawMember> more;
    bool all = true;
    const auto stops = ship_stops(d_.trade, d_.cases);
    for (const OrderLine& l : d_.trade.orders)
      all = all && (names(lines, l.oid) || consigned_at(d_.trade, l) || is_stopped(stops, l.oid));
    more.emplace_back(
        "status", json_text(name(all ? TradeStatus::WAIT_BUYER_CONFIRM_GOODS : TradeStatus::SELLER_CONSIGNED_PART)));
    if (all) more.emplace_back("consign_time", now_);
    replace(with_lines(
        d_.row.document,
        [&](const std::string& oid) -> std::vector<RawMember> {
          for (const Parcel& l : lines)
            if (l.oid == oid)
              return {{"consign_time", now_}, {"company", json_text(l.company)}, {"waybill", json_text(l.waybill)}};
          return {};
        },
        more));
  }

  // Sent already, and with the same waybill: the same report once more. Another parcel is a mistake.
  bool is_sent(const Parcel& l) const {
    if (!consigned_at(d_.trade, *find_line(d_.trade, l.oid))) return false;
    const std::string known = waybill_of(d_, l.oid);
    if (!known.empty() && known != l.waybill)
      throw backwards("Line " + l.oid + " was sent with waybill " + known + ".");
    return true;
  }

  // Every line first, so that a report is taken whole or not at all.
  void close_cases_of(const std::vector<Parcel>& lines) {
    std::vector<std::pair<Case, std::string>> closing;  // and the waybill that closes it
    for (const ShipStop& stop : ship_stops(d_.trade, d_.cases)) {
      const auto parcel = std::find_if(lines.begin(), lines.end(), [&](const Parcel& l) { return l.oid == stop.oid; });
      if (parcel == lines.end()) continue;
      if (!stop.yields || !covers(lines, *stop.by))
        throw because_of(*stop.by, "SHIP_STOPPED",
                         "Do not send line " + stop.oid + ": its refund is case " + stop.by->case_id + ".");
      const bool known = std::any_of(closing.begin(), closing.end(),
                                     [&](const auto& c) { return c.first.case_id == stop.by->case_id; });
      if (!known) closing.emplace_back(*stop.by, parcel->waybill);
    }
    for (const auto& [c, waybill] : closing) cases_.seller_ships(sql_, d_.row.tid, c, waybill, at_);
    if (!closing.empty()) reload();
  }

  // A request about the whole order is answered by sending all of it.
  bool covers(const std::vector<Parcel>& lines, const Case& c) const {
    return std::all_of(d_.trade.orders.begin(), d_.trade.orders.end(), [&](const OrderLine& l) {
      return !same_line(c.oid, l.oid) || names(lines, l.oid) || consigned_at(d_.trade, l);
    });
  }

  void sign(std::vector<Parcel> lines) {
    if (lines.empty())
      for (const OrderLine& l : d_.trade.orders)
        if (consigned_at(d_.trade, l)) lines.push_back({l.oid, "", ""});
    const auto is_signed = [&](const Parcel& l) {
      return signed_at(d_.trade, *find_line(d_.trade, l.oid)).has_value();
    };
    if (!lines.empty() && std::all_of(lines.begin(), lines.end(), is_signed)) return;
    const bool under_way = d_.trade.status == TradeStatus::SELLER_CONSIGNED_PART ||
                           d_.trade.status == TradeStatus::WAIT_BUYER_CONFIRM_GOODS;
    if (lines.empty() || !under_way) throw backwards(d_, ErpState::SIGNED);
    for (const Parcel& l : lines)
      if (!consigned_at(d_.trade, *find_line(d_.trade, l.oid))) throw backwards("Line " + l.oid + " was not sent.");
    const bool all = d_.trade.status == TradeStatus::WAIT_BUYER_CONFIRM_GOODS &&
                     std::all_of(d_.trade.orders.begin(), d_.trade.orders.end(),
                                 [&](const OrderLine& l) { return names(lines, l.oid) || signed_at(d_.trade, l); });
    std::vector<RawMember> more;
    if (all) more.emplace_back("sign_time", now_);
    replace(with_lines(
        d_.row.document,
        [&](const std::string& oid) -> std::vector<RawMember> {
          const OrderLine* line = find_line(d_.trade, oid);
          if (!names(lines, oid) || !line || signed_at(d_.trade, *line)) return {};
          return {{"sign_time", now_}};
        },
        more));
  }

  void finish() {
    if (d_.trade.status == TradeStatus::TRADE_FINISHED) return;
    if (d_.trade.status != TradeStatus::WAIT_BUYER_CONFIRM_GOODS && d_.trade.status != TradeStatus::TRADE_BUYER_SIGNED)
      throw backwards(d_, ErpState::FINISHED);
    for (const Case& c : d_.cases)
      if (is_open(c)) throw because_of(c, "CASE_OPEN", "The order stays open until case " + c.case_id + " ends.");
    end(TradeStatus::TRADE_FINISHED);
  }

  void close() {
    switch (d_.trade.status) {
      case TradeStatus::TRADE_CLOSED_BY_TAOBAO: return;
      case TradeStatus::TRADE_NO_CREATE_PAY:
      case TradeStatus::WAIT_BUYER_PAY:
      case TradeStatus::PAY_PENDING:
      case TradeStatus::WAIT_PRE_AUTH_CONFIRM: return end(TradeStatus::TRADE_CLOSED_BY_TAOBAO);
      default: throw backwards(d_, ErpState::CLOSED);
    }
  }

  void end(TradeStatus status) {
    json::Document doc(d_.row.document);
    replace(with_members(doc.root(), {{"status", json_text(name(status))}, {"end_time", now_}}));
  }

  void replace(const std::string& document) {
    replace_trade(sql_, d_.row.tid, document);
    reload();
  }
  void reload() { d_ = load_dossier(sql_, packs_, everything(), d_.row.tid).value(); }

  soci::session& sql_;
  const Cases& cases_;
  const Packs& packs_;
  Dossier d_;
  Instant at_;
  std::string now_;
};

}  // namespace

Answer erp_update(soci::session& sql, const Cases& cases, const Packs& packs, const Identity& who,
                  const std::string& tid, const std::string& body, Instant at) {
  auto d = load_dossier(sql, packs, scope_of(who), tid);
  if (!d) throw not_found();
  Report report = read_report(body, *d);
  Update update(sql, cases, packs, std::move(*d), at);
  update.carry_out(std::move(report));
  return {200, erp_answer(update.dossier())};
}

std::string erp_answer(const Dossier& d) {
  json::Writer w;
  w.open().key("trade").raw(d.row.document).key("stopped").open_list();
  for (const ShipStop& stop : ship_stops(d.trade, d.cases)) {
    if (stop.yields) continue;
    w.open().key("oid").value(stop.oid).key("case_id").value(stop.by->case_id);
    w.key("status").value(name(stop.by->status)).close();
  }
  w.close_list().close();
  return w.take();
}

}  // namespace kefu::server
