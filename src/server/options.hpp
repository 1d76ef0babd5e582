// options.hpp: the command line of kefu-server, and its secrets from the environment.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/http_client.hpp"
#include "server/log.hpp"

namespace kefu::server {

/// Calls a second that one caller may make for long; ten times as many at once after a pause. 0: any number.
struct Rate {
  double reads = 50;
  double writes = 20;
};

struct Endpoint {
  std::string address;  // "": none
  std::uint16_t port = 0;
};

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;      // 0: any free one
  std::string database = "sqlite:./kefu.db";
  std::string evidence;           // a folder; default: the database's file with ".evidence" behind it
  std::string root = ".";         // where index.html lies
  std::string assets;             // default: root/assets
  std::string dist;               // default: root/dist
  std::string policies;           // a folder whose packs replace built-in ones of the same id
  std::vector<std::string> policy_files;  // packs and patches, added after the folder's
  std::vector<std::string> origins;  // whose pages may call /v1 from elsewhere (cors.hpp)
  bool demo = false;              // fill an empty database with the demo shop and hand out its buyers' sessions
  Rate rate;
  std::size_t streams = 10'000;   // event streams that may be open at a time
  Endpoint metrics;               // where /metrics answers: not where buyers call
  LogFormat log = LogFormat::json;
  std::optional<Url> webhook;     // where the ERP hears what it must not send (alerts.hpp)
  std::string secret;             // KEFU_JWT_SECRET
  std::string webhook_secret;     // KEFU_WEBHOOK_SECRET, where there is a webhook
};

/// Options, or what to print and the exit status to end with.
struct Exit {
  int status = 0;
  std::string text;
};
std::variant<Options, Exit> read_options(const std::vector<std::string>& arguments, const char* secret,
                                         const char* webhook_secret);

}  // namespace kefu::server
