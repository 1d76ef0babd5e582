#include "server/outlet.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace kefu::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {
constexpr std::size_t kPiecesAtOnce = 64;      // pieces in one write
constexpr std::size_t kMostHeard = 1024;     // a stream's peer has nothing to say
}  // namespace

Outlet::Outlet(asio::ip::tcp::socket socket, Seat seat, std::function<void(Outlet&)> gone)
    : socket_(std::move(socket)), seat_(std::move(seat)), gone_(std::move(gone)) {}

void Outlet::begin() {
  error_code ignored;
  socket_.set_option(asio::socket_base::send_buffer_size(kKernelBytes), ignored);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  watch();
}

bool Outlet::send(Bytes bytes) {
  if (ending_) return true;
  if (waiting_bytes_ + bytes->size() > kMostWaiting) return false;
  waiting_bytes_ += bytes->size();
  waiting_.push_back(std::move(bytes));
  if (!writing_) write();
  return true;
}

void Outlet::end() {
  ending_ = true;
  if (!writing_) leave();
}

void Outlet::cut() {
  gone_ = nullptr;
  error_code ignored;
  // The peer hears a reset, and the kernel keeps nothing for it.
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
  seat_.reset();
}

void Outlet::write() {
  writing_ = true;
  last_ = Clock::now();
  std::vector<asio::const_buffer> pieces;
  for (const Bytes& b : waiting_) {
    if (pieces.size() == kPiecesAtOnce) break;
    pieces.emplace_back(asio::buffer(*b));
  }
  const auto count = static_cast<std::ptrdiff_t>(pieces.size());
  asio::async_write(socket_, pieces, [self = shared_from_this(), count](error_code error, std::size_t bytes) {
    self->writing_ = false;
    if (error) return self->leave();
    self->waiting_bytes_ -= bytes;
    self->waiting_.erase(self->waiting_.begin(), self->waiting_.begin() + count);
    if (self->waiting_.empty()) self->waiting_.shrink_to_fit();
    if (!self->waiting_.empty()) self->write();
    else if (self->ending_) self->leave();
  });
}

void Outlet::watch() {
  socket_.async_wait(asio::socket_base::wait_read, [self = shared_from_this()](error_code error) {
    if (error) return self->leave();
    std::array<char, 256> sink;
    error_code failed;
    self->heard_bytes_ += self->socket_.read_some(asio::buffer(sink), failed);
    const bool over = failed && failed != asio::error::would_block;
    if (over || self->heard_bytes_ > kMostHeard) return self->leave();
    self->watch();
  });
}

void Outlet::leave() {
  const auto gone = std::exchange(gone_, nullptr);
  if (!gone) return;
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
  seat_.reset();
  gone(*this);
}

}  // namespace kefu::server
