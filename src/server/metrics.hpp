// metrics.hpp: the server's figures for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/).
//
//   metrics.request("/v1/cases/{id}", "GET", 200, 0.004);
//   metrics.text({.streams = 3, .cases = {{"SUCCESS", 12}}, .outbox = 0})
//
// Labels are routes' patterns, methods, statuses and states: never an id, a name or an address.
#pragma once
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace kefu::server {

/// What is counted when somebody asks.
struct Levels {
  std::size_t streams = 0;
  std::vector<std::pair<std::string, long long>> cases;  // by status
  long long outbox = 0;                                  // effects that wait for the carrier
};

class Metrics {
 public:
  Metrics();
  /// From any thread.
  void request(const std::string& route, const std::string& method, int status, double seconds);
  void limited(const char* which);  // reads · writes · address
  void sweep(double seconds, bool failed);
  std::string text(const Levels& levels) const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Family<prometheus::Counter>& limited_;
  prometheus::Family<prometheus::Counter>& sweeps_;
  prometheus::Histogram& sweep_seconds_;
};

}  // namespace kefu::server
