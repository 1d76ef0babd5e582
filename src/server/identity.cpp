#include "server/identity.hpp"

#include <jwt.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "server/problem.hpp"

namespace kefu::server {

namespace {

using Token = std::unique_ptr<jwt_t, decltype(&jwt_free)>;

Problem invalid(const char* why) { return {401, "TOKEN_INVALID", why}; }

const unsigned char* bytes(const std::string& s) { return reinterpret_cast<const unsigned char*>(s.data()); }

std::string text_claim(jwt_t* token, const char* claim) {
  const char* value = jwt_get_grant(token, claim);
  return value ? value : "";
}

// A claim that is absent, or no whole number (libjwt reads it as 0), is nothing.
std::optional<Instant> time_claim(jwt_t* token, const char* claim) {
  const long value = jwt_get_grant_int(token, claim);
  if (value <= 0) return std::nullopt;
  return value;
}

// Signature and algorithm. libjwt accepts any algorithm that fits the key, so the one we sign with is demanded.
Token decode(const std::string& secret, const std::string& text) {
  jwt_t* raw = nullptr;
  const int failed = jwt_decode(&raw, text.c_str(), bytes(secret), static_cast<int>(secret.size()));
  Token token(raw, jwt_free);
  if (failed || !token) throw invalid("The token is not signed by this shop.");
  if (jwt_get_alg(token.get()) != JWT_ALG_HS256) throw invalid("The token must be signed with HS256.");
  return token;
}

std::string bearer(const std::optional<std::string>& authorization) {
  static constexpr std::string_view kScheme = "bearer ";
  if (!authorization) throw Problem{401, "TOKEN_MISSING", "Send Authorization: Bearer with the shop's token."};
  std::string scheme = authorization->substr(0, kScheme.size());
  for (char& c : scheme)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (scheme != kScheme) throw Problem{401, "TOKEN_MISSING", "Send Authorization: Bearer with the shop's token."};
  return authorization->substr(kScheme.size());
}

}  // namespace

Actor Identity::actor() const {
  switch (role) {
    case Role::agent: return Actor::SELLER;
    case Role::platform_desk: return Actor::PLATFORM_DESK;
    case Role::xiaoer: return Actor::XIAOER;
    case Role::supplier: return Actor::SUPPLIER;
    case Role::erp: return Actor::ERP;
    case Role::finance:  // acts nowhere: it sees no case
    case Role::buyer: break;
  }
  return Actor::BUYER;
}

std::string Identity::key_scope() const { return std::string(name(role)) + ":" + subject; }

Identity verify(const std::string& secret, const std::optional<std::string>& authorization, Instant now) {
  const Token token = decode(secret, bearer(authorization));
  const auto expires = time_claim(token.get(), "exp");
  if (!expires) throw invalid("The token has no exp.");
  if (now >= *expires) throw Problem{401, "TOKEN_EXPIRED", "The token has expired. Ask the shop for a new one."};
  const auto begins = time_claim(token.get(), "nbf");
  static constexpr Seconds kClockSkew_s = 60;  // two machines' clocks
  if (begins && *begins > now + kClockSkew_s) throw invalid("The token is not valid yet.");

  const auto role = from_name<Role>(text_claim(token.get(), "role"));
  if (!role) throw invalid("The token has no role that this server knows.");
  Identity who{*role, text_claim(token.get(), "sub"), text_claim(token.get(), "store"), *expires};
  if (who.subject.empty() || who.subject.size() > 128) throw invalid("The token has no sub.");
  if ((who.role == Role::agent || who.role == Role::erp) && who.store.empty())
    throw invalid("An agent's or an ERP's token names its store.");
  return who;
}

std::string issue(const std::string& secret, const Identity& who, Instant now, Seconds lifetime_s) {
  jwt_t* raw = nullptr;
  if (jwt_new(&raw)) throw std::runtime_error("no token could be made");
  const Token token(raw, jwt_free);
  const bool made = !jwt_add_grant(raw, "sub", who.subject.c_str()) &&
                    !jwt_add_grant(raw, "role", std::string(name(who.role)).c_str()) &&
                    (who.store.empty() || !jwt_add_grant(raw, "store", who.store.c_str())) &&
                    !jwt_add_grant_int(raw, "iat", now) && !jwt_add_grant_int(raw, "exp", now + lifetime_s) &&
                    !jwt_set_alg(raw, JWT_ALG_HS256, bytes(secret), static_cast<int>(secret.size()));
  char* text = made ? jwt_encode_str(raw) : nullptr;
  if (!text) throw std::runtime_error("no token could be made");
  std::string out = text;
  std::free(text);
  return out;
}

Scope everything() { return {"'' = :who", ""}; }

Scope scope_of(const Identity& who) {
  switch (who.role) {
    case Role::agent:
    case Role::erp: return {"store_id = :who", who.store};
    case Role::supplier: return {"store_id IN (SELECT store_id FROM stores WHERE supplier_id = :who)", who.subject};
    case Role::platform_desk:
    case Role::xiaoer: return everything();
    case Role::finance: return {"'' = :who", "-"};  // no case and no order is its own
    case Role::buyer: break;
  }
  return {"buyer_id = :who", who.subject};
}

}  // namespace kefu::server
