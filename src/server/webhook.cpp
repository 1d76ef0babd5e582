#include "server/webhook.hpp"

#include <stdexcept>

#include "server/digest.hpp"

namespace kefu::server {

std::string webhook_signature(const std::string& secret, const std::string& id, Instant timestamp,
                              const std::string& body) {
  return "v1," + base64(hmac_sha256(secret, id + "." + std::to_string(timestamp) + "." + body));
}

void Webhook::send(const std::string& id, const std::string& body, Instant now,
                   const std::stop_token& stop) const {
  const int status = post(url_,
                          {{"webhook-id", id},
                           {"webhook-timestamp", std::to_string(now)},
                           {"webhook-signature", webhook_signature(secret_, id, now, body)}},
                          body, kPatience_s, stop);
  if (status < 200 || status > 299) throw std::runtime_error("the webhook answered " + std::to_string(status));
}

}  // namespace kefu::server
