#include "server/options.hpp"

#include <charconv>

#include "server/cors.hpp"
#include "server/database_driver.hpp"

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
    "  --database URL    sqlite:FILE or postgresql://USER@HOST/NAME (sqlite:./kefu.db)\n"
    "  --evidence DIR    what the parties upload (beside the database, or ./kefu.evidence)\n"
    "  --root DIR        where index.html lies (.)\n"
    "  --assets DIR      locales, policies and demo pictures (ROOT/assets)\n"
    "  --dist DIR        the built panel (ROOT/dist)\n"
    "  --policies DIR    packs that replace the built-in ones of the same id\n"
    "  --policy FILE     a pack, or a patch of one, which stores name by its id; once for each (none)\n"
    "  --origin ORIGIN   a shop whose pages embed the panel, as https://shop.example; once for each (none)\n"
    "  --rate R:W        calls a second that one caller may make, reads and writes; ten times as many at once; or off (50:20)\n"
    "  --streams N       event streams that may be open at a time (10000)\n"
    "  --metrics A:PORT  where /metrics answers, for Prometheus alone, as 127.0.0.1:9464 or [::1]:9464 (nowhere)\n"
    "  --log FORMAT      a line on stderr for each request: json, text or off (json)\n"
    "  --webhook URL     where the shop's ERP is told to stop a shipment, http or https (none)\n"
    "  --demo            fills an empty database with the demo shop; GET /demo/session?buyer=ID gives its buyers' tokens\n"
    "  --help            this text\n"
    "\n"
    "KEFU_JWT_SECRET is the key that the shop's back end signs tokens with (HS256, at least 32 bytes);\n"
    "KEFU_WEBHOOK_SECRET the one that messages to --webhook are signed with (HMAC-SHA256, at least 32 bytes).\n";

std::optional<std::uint16_t> read_port(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

template <class Number>
bool read_number(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

// "50:20" or "off".
std::optional<Rate> read_rate(std::string_view text) {
  if (text == "off") return Rate{0, 0};
  const auto colon = text.find(':');
  Rate rate;
  if (colon == std::string_view::npos || !read_number(text.substr(0, colon), rate.reads) ||
      !read_number(text.substr(colon + 1), rate.writes) || !(rate.reads > 0 && rate.reads <= 1e6) ||
      !(rate.writes > 0 && rate.writes <= 1e6))
    return std::nullopt;
  return rate;
}

std::optional<Endpoint> read_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view address = text.substr(0, colon);
  if (address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  Endpoint out{std::string(address), 0};
  if (!read_number(text.substr(colon + 1), out.port)) return std::nullopt;
  return out;
}

std::optional<LogFormat> read_log(std::string_view text) {
  if (text == "json") return LogFormat::json;
  if (text == "text") return LogFormat::text;
  if (text == "off") return LogFormat::off;
  return std::nullopt;
}

// Puts the value in; what a wrong one should have been.
template <class Value>
const char* put_option(Value& to, const std::optional<Value>& value, const char* should) {
  if (!value) return should;
  to = *value;
  return nullptr;
}

// The options of who runs the server; nothing: it is none of them, "": it was well, else a sentence.
std::optional<std::string> read_operations(Options& o, const std::string& name, const std::string& value) {
  const char* wrong = nullptr;
  if (name == "--rate") wrong = put_option(o.rate, read_rate(value), "--rate is reads:writes a second, for example 50:20, or off.");
  else if (name == "--log") wrong = put_option(o.log, read_log(value), "--log is json, text or off.");
  else if (name == "--metrics") wrong = put_option(o.metrics, read_endpoint(value), "--metrics is address:port, for example 127.0.0.1:9464.");
  else if (name == "--streams") wrong = read_number(value, o.streams) ? nullptr : "--streams is a number.";
  else return std::nullopt;
  return wrong ? wrong : "";
}

bool is_operations(const std::string& name) {
  return name == "--rate" || name == "--log" || name == "--metrics" || name == "--streams";
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
  if (name == "--evidence") return &o.evidence;
  if (name == "--root") return &o.root;
  if (name == "--assets") return &o.assets;
  if (name == "--dist") return &o.dist;
  if (name == "--policies") return &o.policies;
  return nullptr;
}

// A database that is no file has no place beside it.
std::string evidence_beside(const std::string& database) {
  static constexpr std::string_view kFile = "sqlite:";
  return (database.starts_with(kFile) ? database.substr(kFile.size()) : "./kefu") + ".evidence";
}

}  // namespace

std::variant<Options, Exit> read_options(const std::vector<std::string>& arguments, const char* secret,
                                         const char* webhook_secret) {
  Options o;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (name == "--help" || name == "-h") return Exit{0, kHelp};
    if (name == "--demo") {
      o.demo = true;
      continue;
    }
    std::string* to = slot(o, name);
    if (!to && !is_operations(name) && name != "--port" && name != "--origin" && name != "--policy" && name != "--webhook")
      return wrong("there is no option " + name + ".");
    if (i + 1 == arguments.size()) return wrong(name + " needs a value.");
    const std::string& value = arguments[++i];
    if (const auto complaint = read_operations(o, name, value)) {
      if (!complaint->empty()) return wrong(*complaint);
    } else if (to) {
      *to = value;
    } else if (name == "--origin") {
      if (!is_origin(value)) return wrong(not_an_origin(value));
      o.origins.push_back(value);
    } else if (name == "--webhook") {
      o.webhook = read_url(value);
      if (!o.webhook) return wrong("--webhook is an http or https address, for example https://erp.example/hooks/kefu.");
    } else if (name == "--policy") {
      o.policy_files.push_back(value);
    } else if (auto port = read_port(value)) {
      o.port = *port;
    } else {
      return wrong("--port is a number from 0 to 65535.");
    }
  }
  if (!driver_of(o.database))
    return wrong("--database is sqlite:FILE, for example sqlite:./kefu.db, or postgresql://USER@HOST/NAME.");
  if (o.evidence.empty()) o.evidence = evidence_beside(o.database);
  if (o.assets.empty()) o.assets = o.root + "/assets";
  if (o.dist.empty()) o.dist = o.root + "/dist";
  o.secret = secret ? secret : "";
  if (o.secret.size() < kLeastSecretBytes)
    return wrong("set KEFU_JWT_SECRET to the key that signs the shop's tokens, at least 32 bytes long.");
  o.webhook_secret = webhook_secret ? webhook_secret : "";
  if (o.webhook && o.webhook_secret.size() < kLeastSecretBytes)
    return wrong("set KEFU_WEBHOOK_SECRET to the key that signs what --webhook is told, at least 32 bytes long.");
  return o;
}

}  // namespace kefu::server
