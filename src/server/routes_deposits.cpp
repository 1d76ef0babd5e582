// A supplier's deposit: what it holds and what the supplier owes; the platform's desk books what was paid in.
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/deposit.hpp"
#include "server/digest.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

constexpr Fen kMostPaidIn = 100'000'000'00;  // a hundred million yuan: more is a slip of the keyboard

bool sees_deposit(const Identity& who, const std::string& supplier) {
  if (who.role == Role::supplier) return who.subject == supplier;
  return who.role == Role::platform_desk || who.role == Role::xiaoer || who.role == Role::finance;
}

std::string deposit_answer(soci::session& sql, const std::string& supplier) {
  json::Writer w;
  w.open().key("supplier_id").value(supplier).key("held").value(balance(sql, "SUPPLIER_DEPOSIT", supplier));
  w.key("owed").value(-balance(sql, "SUPPLIER_DEBT", supplier)).close();
  return w.take();
}

void must_be_known(soci::session& sql, const Identity& who, const std::string& supplier) {
  if (!sees_deposit(who, supplier) || !supplier_exists(sql, supplier)) throw not_found();
}

}  // namespace

Response get_deposit(const Call& call) {
  return call.service.db.read([&](soci::session& sql) {
    must_be_known(sql, call.who, call.id);
    return json_response(200, deposit_answer(sql, call.id));
  });
}

Response post_deposit(const Call& call) {
  if (call.who.role != Role::platform_desk)
    throw Problem{403, "NOT_PERMITTED", "The platform's desk books what suppliers pay in."};
  const Instant at = now();
  return call.service.answers.once(call.who, call.request, at, [&](soci::session& sql) {
    must_be_known(sql, call.who, call.id);
    json::Document doc(call.request.body);
    const Fen amount = doc.root()["amount"].integer(1, kMostPaidIn);
    if (doc.failed()) throw problem_of(doc.error());
    pay_in(sql, call.id, amount, "deposit:" + call.id + ":" + std::to_string(now_ms()) + "-" + random_hex(4), at);
    return Answer{201, deposit_answer(sql, call.id)};
  });
}

}  // namespace kefu::server
