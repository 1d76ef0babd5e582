// cases.hpp: the life of a case on the server. Every step is one transaction: load, read, advance, write, outbox.
//
//   Answer a = cases.open(sql, who, body, now);              // POST /v1/cases
//   Answer b = cases.act(sql, who, case_id, body, now);      // POST /v1/cases/{id}/events
//   cases.catch_up(now);                                     // fires what is due: before every read, and by the sweeper
//
// The client's words are a request: who acts comes from the token, when from the server's clock, how much from the
// engine's own quote.
#pragma once
#include <soci/soci.h>

#include <string>

#include "server/answers.hpp"
#include "server/case_rows.hpp"
#include "server/database.hpp"
#include "server/dossier.hpp"
#include "server/evidence.hpp"
#include "server/identity.hpp"
#include "server/packs.hpp"
#include "server/payment.hpp"

namespace kefu::server {

class Cases {
 public:
  Cases(Database& db, const Packs& packs, const Evidence& evidence) : db_(db), packs_(packs), evidence_(evidence) {}

  Answer open(soci::session& sql, const Identity& who, const std::string& body, Instant at) const;
  /// What `open` will ask first; nothing where the body names no order.
  static Database::Foresight foresight(const Identity& who, const std::string& body);
  Answer act(soci::session& sql, const Identity& who, const std::string& case_id, const std::string& body,
             Instant at) const;

  /// The ERP sent what an open refund asks back (T08).
  void seller_ships(soci::session& sql, const std::string& tid, const Case& c, const std::string& waybill, Instant at) const;

  /// Fires every deadline that is due; how many cases changed.
  int catch_up(Instant at) const;

  /// What the payment port must know about a pending REFUND_PAY; nothing if another carrier has done it meanwhile.
  std::optional<Refund> refund_of(const OutboxRow& effect) const;
  /// Tells the case how its payment ended and takes the effect out of the outbox, in one transaction.
  void report(const OutboxRow& effect, const PaymentOutcome& outcome, Instant at) const;

 private:
  bool tick(soci::session& sql, const std::string& case_id, Instant at) const;
  Case agree_by_policy(soci::session& sql, const std::string& tid, const Case& c, Instant at) const;
  Case step(soci::session& sql, Dossier& dossier, const std::string* case_id, const Event& event) const;

  Database& db_;
  const Packs& packs_;
  const Evidence& evidence_;
};

/// {"case":…}
std::string case_answer(const std::string& case_document);

}  // namespace kefu::server
