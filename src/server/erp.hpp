// erp.hpp: the order's state as the shop's ERP reports it (S1-30), and what it must not send (S1-31).
//
//   Answer a = erp_update(sql, cases, packs, who, tid, body, now);     // POST /v1/erp/trades/{tid}
//   {"state":"SHIPPED","lines":[{"oid":"A","company":"SF","waybill":"SF1234567890"}]}
//   {"state":"SIGNED"} {"state":"SIGNED","lines":[{"oid":"A"}]}         // without lines: everything that was sent
//   {"state":"FINISHED"} {"state":"CLOSED"}                             // 交易成功; closed before it was paid
//
// States go forward only, and one that is reached already changes nothing, so a report may be repeated. When it happened
// is the server's clock's word: a shop that is late cannot say that it was not.
//
// A line whose refund is under way or paid is not to be sent: 409 SHIP_STOPPED with the case, and no line of the report
// is taken. A refund that still waits for the shop's answer is closed by the shipment where the case allows it (T08).
// FINISHED waits while a case is open: 409 CASE_OPEN. Every other step back is 409 ILLEGAL_EVENT.
#pragma once
#include <soci/soci.h>

#include <string>

#include "kefu/time.hpp"
#include "server/answers.hpp"
#include "server/cases.hpp"
#include "server/dossier.hpp"
#include "server/identity.hpp"
#include "server/packs.hpp"

namespace kefu {
#define KEFU_ERP_STATES(X) X(SHIPPED) X(SIGNED) X(FINISHED) X(CLOSED)
KEFU_ENUM(ErpState, KEFU_ERP_STATES)
}  // namespace kefu

namespace kefu::server {

Answer erp_update(soci::session& sql, const Cases& cases, const Packs& packs, const Identity& who, const std::string& tid,
                  const std::string& body, Instant at);

/// {"trade":Trade,"stopped":[{"oid","case_id","status"}…]}: the lines that must not be sent, and why.
std::string erp_answer(const Dossier& d);

}  // namespace kefu::server
