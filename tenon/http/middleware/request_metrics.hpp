#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include <tenon/base/metrics.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

/// Counts and times requests:
///
/// | metric | labels |
/// | --- | --- |
/// | `http_requests_total` | method, route, status |
/// | `http_request_duration_seconds` (histogram) | method, route, status |
///
/// `route` is the pattern, and "" for addresses without a route, so that a client cannot make new time series; `status`
/// is a class: "2xx". How many requests are in flight is told by the server itself (Server::collect).
class RequestMetrics final : public Hooks {
 public:
  /// The registry must outlive it; the router is the one of the service.
  RequestMetrics(metrics::Registry& registry, const Router& router);
  void on_response(Request& request, Response& response) const override;

 private:
  /// The instruments of one combination of labels, made when they are first needed.
  struct Instruments {
    std::atomic<metrics::Counter*> count{nullptr};
    std::atomic<metrics::Histogram*> duration{nullptr};
  };
  static constexpr std::size_t classes = 10;  // of statuses, by their first digit
  using ByClass = std::array<Instruments, classes>;

  Instruments& find(const Request& request, int status_class) const;
  void make(Instruments& instruments, const Request& request, int status_class) const;

  mutable metrics::Family<metrics::Counter> counts_;
  mutable metrics::Family<metrics::Histogram> durations_;
  mutable std::vector<ByClass> routed_;  // two for each route: its own method, and HEAD
  mutable std::array<ByClass, method_count> unrouted_;
};

}  // namespace tenon::http
