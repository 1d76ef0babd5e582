// identity.hpp: who is calling, from a JWT that the shop's own back end signed (HS256).
//
//   Identity who = verify(secret, header, now);     // throws Problem 401: TOKEN_MISSING TOKEN_INVALID TOKEN_EXPIRED
//   who.role == Role::BUYER, who.subject == "b-1"
//
// Claims: sub, role (buyer · agent · platform_desk · xiaoer · supplier · finance · erp), exp, and store for an agent and an ERP.
// Nothing else of
// the token is believed, and nothing about the caller is ever taken from a body.
#pragma once
#include <optional>
#include <string>

#include "kefu/case.hpp"
#include "kefu/names.hpp"
#include "kefu/time.hpp"

namespace kefu {
#define KEFU_ROLES(X) X(buyer) X(agent) X(platform_desk) X(xiaoer) X(supplier) X(finance) X(erp)
KEFU_ENUM(Role, KEFU_ROLES)
}  // namespace kefu

namespace kefu::server {

struct Identity {
  Role role{};
  std::string subject;
  std::string store;  // an agent's or an ERP's
  Instant expires = 0;  // the token's exp; 0 where there is no token

  Actor actor() const;
  /// Whose Idempotency-Keys these are: one namespace for each caller.
  std::string key_scope() const;
};

/// `authorization` is the header's value.
Identity verify(const std::string& secret, const std::optional<std::string>& authorization, Instant now);

/// A token for the demo shop's own buyers.
std::string issue(const std::string& secret, const Identity& who, Instant now, Seconds lifetime_s);

/// Which rows of trades or cases the caller may see: a condition with one parameter, :who, and its value.
struct Scope {
  std::string condition;
  std::string who;
};
Scope scope_of(const Identity& who);
/// For the server's own work.
Scope everything();

}  // namespace kefu::server
