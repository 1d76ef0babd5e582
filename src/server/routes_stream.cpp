#include <charconv>

#include "server/clock.hpp"
#include "server/events_log.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"
#include "server/stream.hpp"

namespace kefu::server {

namespace {

constexpr int kPastPage = 1000;
constexpr long long kLargestId = 1'000'000'000'000'000;
constexpr long long kMostBack_s = 600;

long long number_param(const std::string& text, const std::string& name, long long most) {
  long long n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 0 || n > most)
    throw Problem{422, "OUT_OF_RANGE", name + " is a number from 0 to " + std::to_string(most) + "."};
  return n;
}

// Where the caller was when his last stream ended, or what he asks for.
std::optional<long long> known_to(const Request& request) {
  if (const auto id = request.header("last-event-id")) return number_param(*id, "Last-Event-ID", kLargestId);
  if (const auto id = request.query_value("after")) return number_param(*id, "after", kLargestId);
  return std::nullopt;
}

std::string hello(long long id, bool complete) {
  return "id: " + std::to_string(id) + "\nevent: hello\ndata: {\"complete\":" + (complete ? "true" : "false") + "}\n\n";
}

void begin_with(soci::session& sql, Subscription& s, const Scope& scope, std::optional<long long> after, long long back_s) {
  const long long last = last_event(sql);
  const bool complete = !after || events_known_since(sql, *after);
  long long from = complete && after ? *after : last;
  if (!after && back_s > 0) from = event_before(sql, scope, now() - back_s, kPastPage - 1);
  s.begin = hello(from, complete);
  const auto page = events_after(sql, scope, from, kPastPage);
  for (const CaseEvent& e : page) s.begin += event_text(e);
  s.ends = page.size() == kPastPage;
  s.cursor = s.ends ? page.back().id : last;
}

}  // namespace

Response get_stream(const Call& call) {
  const auto audience = audience_of(call.who);
  if (!audience) throw Problem{403, "NOT_PERMITTED", "There is no event stream for this role."};
  const auto after = known_to(call.request);
  const long long back_s = number_param(call.request.query_value("back").value_or("0"), "back", kMostBack_s);
  auto s = std::make_shared<Subscription>();
  s->audience = *audience;
  s->expires = call.who.expires;
  s->seat = call.service.seats.take(call.who.key_scope());
  call.service.db.read([&](soci::session& sql) { begin_with(sql, *s, scope_of(call.who), after, back_s); });

  Response r;
  r.content_type = "text/event-stream";
  r.with("Cache-Control", "no-store").with("X-Accel-Buffering", "no");  // a proxy that collects bytes would hold them back
  r.stream = std::move(s);
  return r;
}

}  // namespace kefu::server
