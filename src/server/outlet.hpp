// outlet.hpp: one open event stream: a socket and what still has to go out of it. About 1 KB, no thread and no coroutine.
//
//   auto outlet = std::make_shared<Outlet>(std::move(socket), std::move(seat), [&](Outlet& o) { forget(o); });
//   outlet->begin();
//   if (!outlet->send(bytes)) outlet->cut();      // it reads too slowly
//
// On the io_context's thread alone. The bytes are shared by all streams that get them.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/stream_seats.hpp"

namespace kefu::server {

class Outlet : public std::enable_shared_from_this<Outlet> {
 public:
  using Bytes = std::shared_ptr<const std::string>;
  using Clock = std::chrono::steady_clock;
  /// More than this, beyond what the kernel keeps (twice kKernelBytes), waits for nobody. Most of it is shared.
  static constexpr std::size_t kMostWaiting = 512 * 1024;
  static constexpr int kKernelBytes = 32 * 1024;

  /// `gone`: called once, when the peer has left or the last byte of an ended stream is out.
  Outlet(boost::asio::ip::tcp::socket socket, Seat seat, std::function<void(Outlet&)> gone);

  /// Notices from now on when the peer leaves.
  void begin();
  /// False: too much is waiting already, and this was not added. An ending stream takes nothing more.
  bool send(Bytes bytes);
  /// What was sent goes out, then the stream ends.
  void end();
  /// At once, with what the kernel still has of it. Calls nobody.
  void cut();

  bool quiet_since(Clock::time_point then) const { return !writing_ && last_ <= then; }
  bool stuck_since(Clock::time_point then) const { return writing_ && last_ <= then; }

 private:
  void write();
  void watch();
  void leave();

  boost::asio::ip::tcp::socket socket_;
  Seat seat_;
  std::function<void(Outlet&)> gone_;
  std::vector<Bytes> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::size_t heard_bytes_ = 0;
  Clock::time_point last_ = Clock::now();  // when the last write began
  bool writing_ = false;
  bool ending_ = false;
};

}  // namespace kefu::server
