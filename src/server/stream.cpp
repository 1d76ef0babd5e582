#include "server/stream.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/log.hpp"

namespace kefu::server {

namespace asio = boost::asio;

namespace {

constexpr int kEventsAtOnce = 1000;
constexpr std::size_t kRecent = 2048;
constexpr std::chrono::seconds kHeartbeat{15};
constexpr std::chrono::seconds kStuck{30};

std::array<std::string, 4> audiences_of(const CaseEvent& e) {
  return {"*", "buyer:" + e.buyer_id, "store:" + e.store_id, "supplier:" + e.supplier_id};
}

bool concerns(const std::string& audience, const CaseEvent& e) {
  const auto theirs = audiences_of(e);
  return std::find(theirs.begin(), theirs.end(), audience) != theirs.end();
}

}  // namespace

std::optional<std::string> audience_of(const Identity& who) {
  switch (who.role) {
    case Role::buyer: return "buyer:" + who.subject;
    case Role::agent: return "store:" + who.store;
    case Role::supplier: return "supplier:" + who.subject;
    case Role::platform_desk:
    case Role::xiaoer: return "*";
    default: return std::nullopt;
  }
}

std::string event_text(const CaseEvent& event) {
  json::Writer data;
  data.open().key("case_id").value(event.case_id).key("tid").value(event.tid);
  data.key("version").value(static_cast<std::int64_t>(event.version)).key("status").value(event.status).close();
  return "id: " + std::to_string(event.id) + "\nevent: case\ndata: " + data.take() + "\n\n";
}

void Streams::adopt(asio::ip::tcp::socket socket, const Subscription& s) {
  if (stopped_) return;
  if (all_.empty() && s.cursor > seen_) {  // nobody was listening, so nobody looked
    seen_ = s.cursor;
    recent_.clear();
  }
  auto outlet = std::make_shared<Outlet>(std::move(socket), s.seat, [this](Outlet& o) { forget(o); });
  Listening& l = all_[outlet.get()] = {outlet, s.audience, s.expires, s.cursor};
  groups_[s.audience][outlet.get()] = &l;
  outlet->begin();
  outlet->send(std::make_shared<const std::string>(s.begin));
  // What was told to the others since the page was read. Ids have no gaps.
  const bool hole = s.cursor < seen_ && (recent_.empty() || recent_.front().event.id > s.cursor + 1);
  if (s.ends || hole) return outlet->end();
  for (const Recent& r : recent_)
    if (r.event.id > s.cursor && concerns(s.audience, r.event)) outlet->send(r.bytes);
  l.cursor = std::max(s.cursor, seen_);
  look();
}

void Streams::wake() {
  if (woken_.exchange(true)) return;
  asio::post(io_, [this] {
    woken_ = false;
    look();
  });
}

void Streams::look() {
  again_ = looking_;  // what is under way may have begun before the news
  if (looking_ || all_.empty() || stopped_) return;
  looking_ = true;
  asio::post(reader_, [this, after = seen_] {
    std::vector<CaseEvent> events;
    try {
      events = read_(after, kEventsAtOnce);
    } catch (const std::exception& e) {  // the next second tries again
      log_trouble("events", e.what());
    }
    asio::post(io_, [this, found = std::move(events)] { took(found); });
  });
}

void Streams::took(const std::vector<CaseEvent>& events) {
  looking_ = false;
  for (const CaseEvent& e : events) {
    if (e.id <= seen_) continue;
    seen_ = e.id;
    recent_.push_back({e, std::make_shared<const std::string>(event_text(e))});
    if (recent_.size() > kRecent) recent_.pop_front();
    tell(recent_.back());
  }
  if (again_ || events.size() == kEventsAtOnce) look();
}

void Streams::tell(const Recent& news) {
  std::vector<Outlet*> slow;
  for (const std::string& audience : audiences_of(news.event)) {
    const auto group = groups_.find(audience);
    if (group == groups_.end()) continue;
    for (const auto& [outlet, listening] : group->second) {
      if (news.event.id <= listening->cursor) continue;
      listening->cursor = news.event.id;
      if (!outlet->send(news.bytes)) slow.push_back(outlet);
    }
  }
  for (Outlet* o : slow) {
    o->cut();
    forget(*o);
  }
}

void Streams::tick() {
  static const auto kBeat = std::make_shared<const std::string>(":\n\n");
  const auto clock = Outlet::Clock::now();
  const Instant at = now();
  std::vector<std::shared_ptr<Outlet>> stuck, expired;
  for (const auto& [outlet, listening] : all_) {
    if (outlet->stuck_since(clock - kStuck)) stuck.push_back(listening.outlet);
    else if (at >= listening.expires) expired.push_back(listening.outlet);
    else if (outlet->quiet_since(clock - kHeartbeat)) outlet->send(kBeat);
  }
  for (const auto& o : stuck) {
    o->cut();
    forget(*o);
  }
  for (const auto& o : expired) o->end();
}

asio::awaitable<void> Streams::every_second() {
  asio::steady_timer timer(io_);
  while (!stopped_) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    tick();
    look();
  }
}

void Streams::stop() {
  stopped_ = true;
  std::vector<std::shared_ptr<Outlet>> all;
  for (const auto& [outlet, listening] : all_) all.push_back(listening.outlet);
  for (const auto& o : all) o->end();
}

void Streams::forget(Outlet& outlet) {
  const auto it = all_.find(&outlet);
  if (it == all_.end()) return;
  const auto group = groups_.find(it->second.audience);
  group->second.erase(&outlet);
  if (group->second.empty()) groups_.erase(group);
  all_.erase(it);
}

}  // namespace kefu::server
