// options.hpp: the command line of kefu-server, and its one secret from the environment.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace kefu::server {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;      // 0: any free one
  std::string database = "sqlite:./kefu.db";
  std::string root = ".";         // where index.html lies
  std::string assets;             // default: root/assets
  std::string dist;               // default: root/dist
  std::string policies;           // a folder whose packs replace built-in ones of the same id
  std::vector<std::string> policy_files;  // packs and patches, added after the folder's
  std::vector<std::string> origins;  // whose pages may call /v1 from elsewhere (cors.hpp)
  bool demo = false;              // fill an empty database with the demo shop and hand out its buyers' sessions
  std::string secret;             // KEFU_JWT_SECRET
};

/// Options, or what to print and the exit status to end with.
struct Exit {
  int status = 0;
  std::string text;
};
std::variant<Options, Exit> read_options(const std::vector<std::string>& arguments, const char* secret);

}  // namespace kefu::server
