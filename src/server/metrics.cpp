#include "server/metrics.hpp"

#include <prometheus/gauge.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>

namespace kefu::server {

namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

const prometheus::Histogram::BucketBoundaries kSeconds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

// RFC 9110's; whatever else somebody invents is one more series only.
std::string known_method(const std::string& method) {
  static constexpr std::array kMethods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  for (const char* m : kMethods)
    if (method == m) return method;
  return "other";
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  long long size = 0, resident = 0;
  statm >> size >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

Metrics::Metrics()
    : requests_(BuildCounter().Name("kefu_http_requests_total").Help("Requests that were answered.").Register(registry_)),
      seconds_(BuildHistogram().Name("kefu_http_request_seconds").Help("From a whole request to its answer.").Register(registry_)),
      limited_(BuildCounter().Name("kefu_rate_limited_total").Help("Requests refused because one caller made too many.").Register(registry_)),
      sweeps_(BuildCounter().Name("kefu_sweeps_total").Help("Rounds of deadlines and outbox.").Register(registry_)),
      sweep_seconds_(BuildHistogram().Name("kefu_sweep_seconds").Help("One round of deadlines and outbox.").Register(registry_).Add({}, kSeconds)) {
  for (const char* result : {"done", "failed"}) sweeps_.Add({{"result", result}});
}

void Metrics::request(const std::string& route, const std::string& method, int status, double seconds) {
  requests_.Add({{"route", route}, {"method", known_method(method)}, {"status", std::to_string(status)}}).Increment();
  seconds_.Add({{"route", route}}, kSeconds).Observe(seconds);
}

void Metrics::limited(const char* which) { limited_.Add({{"limit", which}}).Increment(); }

void Metrics::sweep(double seconds, bool failed) {
  sweeps_.Add({{"result", failed ? "failed" : "done"}}).Increment();
  sweep_seconds_.Observe(seconds);
}

std::string Metrics::text(const Levels& levels) const {
  prometheus::Registry now;
  BuildGauge().Name("kefu_streams_open").Help("Event streams that are open.").Register(now).Add({}).Set(static_cast<double>(levels.streams));
  auto& cases = BuildGauge().Name("kefu_cases").Help("Cases by status.").Register(now);
  for (const auto& [status, count] : levels.cases) cases.Add({{"status", status}}).Set(static_cast<double>(count));
  BuildGauge().Name("kefu_outbox_waiting").Help("Effects that have yet to be carried out.").Register(now).Add({}).Set(static_cast<double>(levels.outbox));
  BuildGauge().Name("kefu_build_info").Help("1; the version is the label's.").Register(now).Add({{"version", KEFU_VERSION}}).Set(1);
  BuildGauge().Name("process_resident_memory_bytes").Help("Resident memory.").Register(now).Add({}).Set(resident_bytes());

  auto families = registry_.Collect();
  auto more = now.Collect();
  families.insert(families.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace kefu::server
