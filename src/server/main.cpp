// kefu-server: the demo shop, the panel's files and /v1 (--help).
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "server/background.hpp"
#include "server/cors.hpp"
#include "server/listener.hpp"
#include "server/log.hpp"
#include "server/operations.hpp"
#include "server/options.hpp"
#include "server/routes.hpp"
#include "server/service.hpp"
#include "server/stream.hpp"

namespace {

namespace asio = boost::asio;
using namespace kefu::server;

// More than there are cores: a handler that writes waits for the disk, and those that wait together share the way there.
constexpr std::size_t kWorkers = 32;

// glibc raises its mmap threshold with every large block that is freed, and then keeps such blocks, per thread, for good:
// some big bodies leave a small server at over 100 MB. A fixed threshold gives them back (measured: 12 MB).
void give_memory_back() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

// Each event stream is an open file; most systems give a thousand unless they are asked.
void raise_open_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

void print_address(const char* what, const std::string& address, std::uint16_t port) {
  const bool v6 = address.find(':') != std::string::npos;
  std::printf("%s on http://%s%s%s:%u\n", what, v6 ? "[" : "", address.c_str(), v6 ? "]" : "", port);
  std::fflush(stdout);
}

void serve(const Options& options) {
  Service service(options);
  Background background(service);

  asio::io_context io(1);
  asio::thread_pool workers(kWorkers);
  Streams streams(io, [&service](long long after, int limit) {
    return service.db.read([&](soci::session& sql) { return all_events_after(sql, after, limit); });
  });
  service.news = [&streams] { streams.wake(); };
  service.wake = [&] {
    streams.wake();
    background.ask();
  };
  const auto finish = [&](std::string_view path, std::string_view origin, Response& answer) {
    note_refusal(service, answer);
    allow_reading(options.origins, path, origin, answer);
  };
  const auto adopt = [&streams](asio::ip::tcp::socket socket, const Subscription& subscription) {
    streams.adopt(std::move(socket), subscription);
  };
  Listener listener(io, workers, [&service](const Request& request) { return route(service, request); }, finish, adopt);
  listener.open(options.address, options.port);
  Listener operations(io, workers, [&service](const Request& request) { return operations_route(service, request); },
                      [](std::string_view, std::string_view, Response&) {});
  if (!options.metrics.address.empty()) operations.open(options.metrics.address, options.metrics.port);
  asio::co_spawn(io, background.every_second(), asio::detached);
  asio::co_spawn(io, streams.every_second(), asio::detached);

  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    streams.stop();
    service.alerts.stop();  // a receiver that hangs keeps nobody from going
    listener.stop([&io] { io.stop(); });
  });
  if (!options.metrics.address.empty()) print_address("metrics", options.metrics.address, operations.port());
  print_address("listening", options.address, listener.port());
  io.run();
  workers.join();
  streams.join();
  background.join();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  give_memory_back();
  raise_open_files();
  const auto read =
      read_options({argv + 1, argv + argc}, std::getenv("KEFU_JWT_SECRET"), std::getenv("KEFU_WEBHOOK_SECRET"));
  if (const Exit* exit = std::get_if<Exit>(&read)) {
    std::fputs(exit->text.c_str(), exit->status == 0 ? stdout : stderr);
    return exit->status;
  }
  try {
    set_log_format(std::get<Options>(read).log);
    serve(std::get<Options>(read));
    return 0;
  } catch (const std::exception& e) {
    log_trouble("start", e.what());
    return 1;
  }
}
