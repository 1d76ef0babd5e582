// stream.hpp: who is told what happened, while they keep GET /v1/stream open (server-sent events).
//
//   Streams streams(io, [&](long long after, int n) { return db.read(…all_events_after…); });
//   streams.adopt(std::move(socket), subscription);    // the response's head is out
//   streams.wake();                                    // something may be new: from any thread, as often as one likes
//
// One reader of the table serves all streams: it looks when it is woken, and each second for what other processes wrote.
// A stream gets its own page of the past from its route, everything later from here, each event once and in order. Who reads
// too slowly is cut off and comes again with the last id that he had.
#pragma once
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/events_log.hpp"
#include "server/outlet.hpp"
#include "server/stream_seats.hpp"

namespace kefu::server {

/// What a route hands to the connection in place of a body.
struct Subscription {
  std::string audience;    // audience_of
  Instant expires = 0;     // the token's exp: the stream ends there
  long long cursor = 0;    // events up to this id are in `begin`, or before it
  std::string begin;
  bool ends = false;       // there is more than one page of the past: the caller comes again for it
  Seat seat;
};

/// Whose events a caller hears, as a key; nothing: this role hears none.
std::optional<std::string> audience_of(const Identity& who);

/// One event as it goes over the wire.
std::string event_text(const CaseEvent& event);

class Streams {
 public:
  /// Events after an id, oldest first, at most so many; called on a thread of its own.
  using Read = std::function<std::vector<CaseEvent>(long long after, int limit)>;

  Streams(boost::asio::io_context& io, Read read) : io_(io), read_(std::move(read)) {}
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  void adopt(boost::asio::ip::tcp::socket socket, const Subscription& subscription);
  void wake();
  /// Heartbeats, expired tokens, peers that are stuck, and the look for other processes' events.
  boost::asio::awaitable<void> every_second();
  /// Ends all of them; their readers come again elsewhere or later.
  void stop();
  void join() { reader_.join(); }

 private:
  struct Listening {
    std::shared_ptr<Outlet> outlet;
    std::string audience;
    Instant expires = 0;
    long long cursor = 0;
  };
  struct Recent {
    CaseEvent event;
    Outlet::Bytes bytes;
  };
  using Group = std::unordered_map<Outlet*, Listening*>;

  void look();
  void took(const std::vector<CaseEvent>& events);
  void tell(const Recent& news);
  void tick();
  void forget(Outlet& outlet);

  boost::asio::io_context& io_;
  Read read_;
  std::unordered_map<Outlet*, Listening> all_;
  std::unordered_map<std::string, Group> groups_;  // by audience
  std::deque<Recent> recent_;                      // for those whose page of the past was read a moment ago
  long long seen_ = 0;
  bool looking_ = false;
  bool again_ = false;
  bool stopped_ = false;
  std::atomic<bool> woken_ = false;
  boost::asio::thread_pool reader_{1};
};

}  // namespace kefu::server
