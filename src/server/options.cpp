#include "server/options.hpp"

#include <charconv>

#include "server/cors.hpp"

namespace kefu::server {

namespace {

constexpr std::size_t kLeastSecretBytes = 32;  // HS256 wants a key as long as its hash (RFC 7518 §3.2)

constexpr const char* kHelp =
    "kefu-server: the demo shop, the panel's files and /v1\n"
    "\n"
    "  KEFU_JWT_SECRET=$(openssl rand -hex 32) kefu-server --demo\n"
    "\n"
    "  --port N          0 takes any free port (8080)\n"
    "  --address A       address to listen on (127.0.0.1)\n"
    "  --database URL    sqlite:FILE (sqlite:./kefu.db)\n"
    "  --root DIR        where index.html lies (.)\n"
    "  --assets DIR      locales, policies and demo pictures (ROOT/assets)\n"
    "  --dist DIR        the built panel (ROOT/dist)\n"
    "  --policies DIR    packs that replace the built-in ones of the same id\n"
    "  --policy FILE     a pack, or a patch of one, which stores name by its id; once for each (none)\n"
    "  --origin ORIGIN   a shop whose pages embed the panel, as https://shop.example; once for each (none)\n"
    "  --demo            fills an empty database with the demo shop; GET /demo/session?buyer=ID gives its buyers' tokens\n"
    "  --help            this text\n"
    "\n"
    "KEFU_JWT_SECRET is the key that the shop's back end signs tokens with (HS256, at least 32 bytes).\n";

std::optional<std::uint16_t> read_port(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

Exit wrong(std::string sentence) { return {2, "kefu-server: " + sentence + "\nkefu-server --help lists the options.\n"}; }

std::string not_an_origin(const std::string& value) {
  return "--origin is scheme://host[:port] as a browser sends it, for example https://shop.example: http or https, in lower "
         "case, without a path or final slash, without the scheme's own port, and no wildcard. This is none: " + value + ".";
}

// Where the value of an option with one goes; nullptr: there is no such option.
std::string* slot(Options& o, const std::string& name) {
  if (name == "--address") return &o.address;
  if (name == "--database") return &o.database;
  if (name == "--root") return &o.root;
  if (name == "--assets") return &o.assets;
  if (name == "--dist") return &o.dist;
  if (name == "--policies") return &o.policies;
  return nullptr;
}

}  // namespace

std::variant<Options, Exit> read_options(const std::vector<std::string>& arguments, const char* secret) {
  Options o;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (name == "--help" || name == "-h") return Exit{0, kHelp};
    if (name == "--demo") {
      o.demo = true;
      continue;
    }
    std::string* to = slot(o, name);
    if (!to && name != "--port" && name != "--origin" && name != "--policy") return wrong("there is no option " + name + ".");
    if (i + 1 == arguments.size()) return wrong(name + " needs a value.");
    const std::string& value = arguments[++i];
    if (to) {
      *to = value;
    } else if (name == "--origin") {
      if (!is_origin(value)) return wrong(not_an_origin(value));
      o.origins.push_back(value);
    } else if (name == "--policy") {
      o.policy_files.push_back(value);
    } else if (auto port = read_port(value)) {
      o.port = *port;
    } else {
      return wrong("--port is a number from 0 to 65535.");
    }
  }
  if (o.database.rfind("sqlite:", 0) != 0 || o.database.size() == 7)
    return wrong("--database is sqlite:FILE, for example sqlite:./kefu.db.");
  if (o.assets.empty()) o.assets = o.root + "/assets";
  if (o.dist.empty()) o.dist = o.root + "/dist";
  o.secret = secret ? secret : "";
  if (o.secret.size() < kLeastSecretBytes)
    return wrong("set KEFU_JWT_SECRET to the key that signs the shop's tokens, at least 32 bytes long.");
  return o;
}

}  // namespace kefu::server
