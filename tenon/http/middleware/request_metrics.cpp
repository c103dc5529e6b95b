#include <tenon/http/middleware/request_metrics.hpp>

#include <string>
#include <string_view>
#include <utility>

#include <tenon/async/loop.hpp>

namespace tenon::http {

RequestMetrics::RequestMetrics(metrics::Registry& registry, const Router& router)
    : counts_(registry.counters("http_requests_total", "Requests answered.", {"method", "route", "status"})),
      durations_(registry.histograms("http_request_duration_seconds", "From the request to its answer.",
                                     {"method", "route", "status"})),
      routed_(2 * router.routes().size()) {}

void RequestMetrics::on_response(Request& request, Response& response) const {
  const int status_class = to_int(response.status()) / 100;
  Instruments& instruments = find(request, status_class);
  metrics::Histogram* duration = instruments.duration.load(std::memory_order_acquire);
  if (!duration) {
    make(instruments, request, status_class);
    duration = instruments.duration.load(std::memory_order_acquire);
  }
  instruments.count.load(std::memory_order_relaxed)->add();
  duration->observe(request.context().loop().clock() - request.received());
}

RequestMetrics::Instruments& RequestMetrics::find(const Request& request, int status_class) const {
  const auto index = static_cast<std::size_t>(status_class);
  const Route* route = request.route();
  if (!route) return unrouted_[static_cast<std::size_t>(request.method())][index];
  return routed_[2 * route->place + (request.method() == Method::head ? 1 : 0)][index];
}

void RequestMetrics::make(Instruments& instruments, const Request& request, int status_class) const {
  const std::string status = std::to_string(status_class) + "xx";
  const std::string_view route = request.route() ? std::string_view(request.route()->pattern) : std::string_view("");
  const std::string_view values[] = {to_string(request.method()), route, status};
  instruments.count.store(&counts_.with(values), std::memory_order_relaxed);
  instruments.duration.store(&durations_.with(values), std::memory_order_release);
}

}  // namespace tenon::http
