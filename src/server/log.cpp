#include "server/log.hpp"

#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "json/writer.hpp"
#include "server/clock.hpp"

namespace kefu::server {

namespace {

std::atomic<LogFormat> g_format{LogFormat::json};

// One call a line: stdio's own lock keeps lines whole.
void print(std::string line) {
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string padded(std::int64_t n) {
  const std::string digits = std::to_string(n);
  return std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
}

// RFC 3339 with milliseconds, in UTC.
std::string timestamp() {
  const std::int64_t ms = now_ms();
  const std::string seconds = format_time(ms / 1000, 0);
  return seconds.substr(0, 19) + "." + padded(ms % 1000) + "Z";
}

std::string microseconds(double ms) {
  const auto us = static_cast<std::int64_t>(std::llround(ms * 1000));
  return std::to_string(us / 1000) + "." + padded(us % 1000);
}

json::Writer begin_line(const char* level) {
  json::Writer w;
  w.open().key("at").value(timestamp()).key("level").value(level);
  return w;
}

void request_as_json(const RequestLine& l) {
  json::Writer w = begin_line("info");
  w.key("method").value(l.method).key("route").value(l.route).key("status").value(l.status);
  w.key("ms").raw(microseconds(l.ms)).key("bytes").value(static_cast<std::int64_t>(l.bytes)).key("role");
  if (l.role.empty()) w.null();
  else w.value(l.role);
  w.key("request_id").value(l.request_id).close();
  print(w.take());
}

void request_as_text(const RequestLine& l) {
  std::string line = timestamp();
  for (const std::string_view part : {l.method, l.route}) (line += ' ') += part;
  line += " " + std::to_string(l.status) + " " + microseconds(l.ms) + " ms " + std::to_string(l.bytes) + " B ";
  (line += l.role.empty() ? "-" : l.role) += ' ';
  line += l.request_id;
  print(std::move(line));
}

}  // namespace

void set_log_format(LogFormat format) { g_format = format; }

void log_request(const RequestLine& line) {
  switch (g_format.load()) {
    case LogFormat::off: return;
    case LogFormat::text: return request_as_text(line);
    case LogFormat::json: return request_as_json(line);
  }
}

void log_trouble(std::string_view what, std::string_view why) {
  if (g_format == LogFormat::json) {
    json::Writer w = begin_line("error");
    w.key("what").value(what).key("why").value(why).close();
    return print(w.take());
  }
  std::string line = "kefu-server: ";
  ((line += what) += ": ") += why;
  print(std::move(line));
}

}  // namespace kefu::server
