// webhook.hpp: what the shop's own systems are told, signed, at least once.
//
//   Webhook hook(*read_url("http://erp.local/kefu"), secret);
//   hook.send("c-1:2:ship-stop", R"({"type":"ship_stop",…})", now, stop); // throws: not delivered, try again later
//
// Headers and signature are those of Standard Webhooks (standardwebhooks.com), for which receivers have libraries:
//   webhook-id: the message's own id, the same in every attempt
//   webhook-timestamp: seconds since 1970 of this attempt; a receiver refuses what is minutes old
//   webhook-signature: v1,base64(HMAC-SHA256(secret, id + "." + timestamp + "." + body))
// Any answer but 2xx means that it was not taken.
#pragma once
#include <stop_token>
#include <string>

#include "kefu/time.hpp"
#include "server/http_client.hpp"

namespace kefu::server {

class Webhook {
 public:
  static constexpr Seconds kPatience_s = 5;

  Webhook(Url url, std::string secret) : url_(std::move(url)), secret_(std::move(secret)) {}
  void send(const std::string& id, const std::string& body, Instant now, const std::stop_token& stop) const;

 private:
  Url url_;
  std::string secret_;
};

/// The value of webhook-signature.
std::string webhook_signature(const std::string& secret, const std::string& id, Instant timestamp, const std::string& body);

}  // namespace kefu::server
