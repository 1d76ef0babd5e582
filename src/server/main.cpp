// kefu-server: the demo shop, the panel's files and /v1 (--help).
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <thread>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "server/background.hpp"
#include "server/cors.hpp"
#include "server/listener.hpp"
#include "server/options.hpp"
#include "server/routes.hpp"
#include "server/service.hpp"

namespace {

namespace asio = boost::asio;
using namespace kefu::server;

// glibc raises its mmap threshold with every large block that is freed, and then keeps such blocks, per thread, for good:
// some big bodies leave a small server at over 100 MB. A fixed threshold gives them back (measured: 12 MB).
void give_memory_back() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

void print_address(const std::string& address, std::uint16_t port) {
  const bool v6 = address.find(':') != std::string::npos;
  std::printf("listening on http://%s%s%s:%u\n", v6 ? "[" : "", address.c_str(), v6 ? "]" : "", port);
  std::fflush(stdout);
}

void serve(const Options& options) {
  Service service(options);
  Background background(service);
  service.wake = [&background] { background.ask(); };

  asio::io_context io(1);
  asio::thread_pool workers(std::max(2u, std::thread::hardware_concurrency()));
  const auto finish = [&options](std::string_view path, std::string_view origin, Response& answer) {
    allow_reading(options.origins, path, origin, answer);
  };
  Listener listener(io, workers, [&service](const Request& request) { return route(service, request); }, finish);
  listener.open(options.address, options.port);
  asio::co_spawn(io, background.every_second(), asio::detached);

  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&listener](const boost::system::error_code& error, int) {
    if (!error) listener.stop();
  });
  print_address(options.address, listener.port());
  io.run();
  workers.join();
  background.join();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  give_memory_back();
  const auto read = read_options({argv + 1, argv + argc}, std::getenv("KEFU_JWT_SECRET"));
  if (const Exit* exit = std::get_if<Exit>(&read)) {
    std::fputs(exit->text.c_str(), exit->status == 0 ? stdout : stderr);
    return exit->status;
  }
  try {
    serve(std::get<Options>(read));
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "kefu-server: %s\n", e.what());
    return 1;
  }
}
