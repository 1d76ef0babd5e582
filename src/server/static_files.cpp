#include "server/static_files.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "server/digest.hpp"
#include "server/files.hpp"
#include "server/problem.hpp"

namespace kefu::server {

namespace fs = std::filesystem;

namespace {

constexpr const char* kContentSecurityPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'";

// The desk reads pictures of its own fetching (blob:), sends nothing anywhere else, and is nobody's frame.
constexpr const char* kDeskPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; media-src blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

struct Kind {
  std::string_view extension;
  std::string_view content_type;
};
constexpr Kind kKinds[] = {
    {".html", "text/html; charset=utf-8"},      {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},  {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},              {".map", "application/json"},
    {".wasm", "application/wasm"},              {".svg", "image/svg+xml"},
    {".png", "image/png"},                      {".jpg", "image/jpeg"},
    {".webp", "image/webp"},                    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
};

bool plain_path(std::string_view path) {
  char before = 0;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '/' && c != '.' && c != '_' && c != '-') return false;
    if ((before == '/' && c == '.') || (before == '/' && c == '/')) return false;
    before = c;
  }
  return !path.empty() && path[0] == '/';
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

struct Place {
  fs::path folder;
  fs::path file;
};

// Which folder a path belongs to; nothing: it is none of what is served.
std::optional<Place> place_of(const Options& o, std::string_view path) {
  const auto below = [](const std::string& folder, std::string_view rest) {
    return Place{folder, fs::path(folder) / std::string(rest)};
  };
  if (path == "/" || path == "/index.html") return below(o.root, "index.html");
  if (path == "/desk") return below(o.assets, "desk/index.html");
  if (starts_with(path, "/dist/")) return below(o.dist, path.substr(6));
  if (path == kOpenApiPath) return below(o.assets, "openapi.json");
  const bool data = content_type_of(path) == "application/json";
  if (starts_with(path, "/assets/locales/") || starts_with(path, "/assets/policies/"))
    return data ? std::optional(below(o.assets, path.substr(8))) : std::nullopt;
  // The demo's JSON holds its buyers' orders: they are read through /v1 alone.
  if (starts_with(path, "/assets/demo/") && !data) return below(o.assets, path.substr(8));
  return std::nullopt;
}

bool lies_below(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path base = fs::canonical(folder, error);
  if (error) return false;
  const fs::path real = fs::canonical(file, error);
  if (error) return false;
  const auto [base_end, ignored] = std::mismatch(base.begin(), base.end(), real.begin(), real.end());
  return base_end == base.end();
}

// The compressed file beside it, if the browser takes it and it is not older than the file itself.
std::optional<std::pair<fs::path, const char*>> compressed(const fs::path& file, const std::string& accepted) {
  static constexpr std::pair<const char*, const char*> kForms[] = {{"br", ".br"}, {"gzip", ".gz"}};
  for (const auto& [coding, extension] : kForms) {
    if (accepted.find(coding) == std::string::npos) continue;
    fs::path packed = file;
    packed += extension;
    std::error_code error;
    const auto packed_at = fs::last_write_time(packed, error);
    if (!error && packed_at >= fs::last_write_time(file, error) && !error) return std::pair(packed, coding);
  }
  return std::nullopt;
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
  const auto dot = path.rfind('.');
  if (dot == std::string_view::npos) return "";
  for (const Kind& k : kKinds)
    if (k.extension == path.substr(dot)) return k.content_type;
  return "";
}

Response serve_file(const Options& options, const Request& request) {
  const auto path = percent_decode(request.path, false);
  if (!path || !plain_path(*path)) throw not_found();
  const auto place = place_of(options, *path);
  const std::string_view type = place ? content_type_of(place->file.native()) : "";
  if (type.empty() || !lies_below(place->folder, place->file)) throw not_found();

  Response r;
  const auto packed = compressed(place->file, request.header("accept-encoding").value_or(""));
  auto bytes = read_file(packed ? packed->first : place->file);
  if (!bytes) throw not_found();
  r.content_type = type;
  r.body = std::move(*bytes);
  const std::string tag = "\"" + sha256_hex(r.body).substr(0, 20) + "\"";
  r.with("ETag", tag);
  // Names carry no version, so browsers ask each time and mostly hear "unchanged"; pictures may wait for a day.
  r.with("Cache-Control", starts_with(type, "image/") ? "public, max-age=86400" : "no-cache");
  r.with("Vary", "Accept-Encoding");
  if (packed) r.with("Content-Encoding", packed->second);
  if (starts_with(type, "text/html") || starts_with(type, "image/svg"))
    r.with("Content-Security-Policy", *path == "/desk" ? kDeskPolicy : kContentSecurityPolicy);
  if (request.header("if-none-match").value_or("").find(tag) != std::string::npos) {
    r.status = 304;
    r.body.clear();
  }
  return r;
}

}  // namespace kefu::server
