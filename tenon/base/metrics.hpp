#pragma once

#include <tenon/base/buffer.hpp>
#include <tenon/base/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// Metrics for Prometheus and whatever reads its formats.
namespace tenon::metrics {

namespace detail {
struct FamilyState;
struct RegistryState;
struct Scrape;
Counter& counter_of(FamilyState& family, std::span<const std::string_view> values);
Gauge& gauge_of(FamilyState& family, std::span<const std::string_view> values);
Histogram& histogram_of(FamilyState& family, std::span<const std::string_view> values);
}  // namespace detail

/// A metric with labels: one instrument for each combination of their values. A handle; the registry owns the
/// rest.
///
///     auto requests = registry.counters("http_requests_total", "Requests answered.", {"method", "route"});
///     Counter& orders = requests.with({"POST", "/api/orders"});          // once, at start
///     orders.add();                                                     // on the hot path
template <class Instrument>
class Family {
 public:
  explicit Family(detail::FamilyState& state) : state_(&state) {}

  /// The instrument for these values, in the order of the labels; made if there is none yet. Takes a lock:
  /// keep the reference, which is good for the life of the registry. Throws Internal if the number of values
  /// is wrong. A family grows to 1,000 combinations; further ones share an instrument whose values are all
  /// "other", so that values from outside cannot fill the memory.
  Instrument& with(std::initializer_list<std::string_view> values) { return with({values.begin(), values.size()}); }
  Instrument& with(std::span<const std::string_view> values);

 private:
  detail::FamilyState* state_;
};

template <>
inline Counter& Family<Counter>::with(std::span<const std::string_view> values) {
  return detail::counter_of(*state_, values);
}
template <>
inline Gauge& Family<Gauge>::with(std::span<const std::string_view> values) {
  return detail::gauge_of(*state_, values);
}
template <>
inline Histogram& Family<Histogram>::with(std::span<const std::string_view> values) {
  return detail::histogram_of(*state_, values);
}

/// A label with its value.
using Label = std::pair<std::string_view, std::string_view>;

/// What a collector reports into, for values that exist already (a pool's size, a file's): each call is one
/// sample. Throws Internal for a malformed name, or a name used with another kind.
class Samples {
 public:
  explicit Samples(detail::Scrape& scrape) : scrape_(&scrape) {}

  void counter(std::string_view name, std::string_view help, double value, std::initializer_list<Label> labels = {});
  void gauge(std::string_view name, std::string_view help, double value, std::initializer_list<Label> labels = {});

 private:
  detail::Scrape* scrape_;
};

/// Keeps a collector registered; it is not called any more once this is destroyed. Must not outlive the
/// registry.
class [[nodiscard]] Registration {
 public:
  Registration() = default;
  Registration(detail::RegistryState& state, std::uint64_t id) : state_(&state), id_(id) {}
  Registration(Registration&& other) noexcept : state_(std::exchange(other.state_, nullptr)), id_(other.id_) {}
  Registration& operator=(Registration&& other) noexcept;
  ~Registration();

  /// Leaves the collector registered for the life of the registry.
  void release() noexcept { state_ = nullptr; }

 private:
  detail::RegistryState* state_ = nullptr;
  std::uint64_t id_ = 0;
};

/// The form of the answer to a scrape.
enum class Format {
  text,         ///< Prometheus text 0.0.4, which everything reads
  openmetrics,  ///< OpenMetrics 1.0.0
};

/// What a request's Accept header asks for; text unless OpenMetrics is preferred.
Format negotiate(std::string_view accept) noexcept;
/// "text/plain; version=0.0.4; charset=utf-8" or that of OpenMetrics.
std::string_view content_type(Format format) noexcept;

/// All metrics of one application, which owns it: there is no global one. May be used from several threads.
///
/// Names follow Prometheus: [a-zA-Z_:][a-zA-Z0-9_:]*, labels [a-zA-Z_][a-zA-Z0-9_]*, not beginning with "__",
/// not "le" for histograms; counters end in "_total". Asking again for the same metric gives the same one; a
/// malformed name, or the same name with another kind, help, labels or bounds throws Internal.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  Counter& counter(std::string_view name, std::string_view help);
  Gauge& gauge(std::string_view name, std::string_view help);
  Histogram& histogram(std::string_view name, std::string_view help,
                       std::span<const double> bounds = Histogram::latency_bounds());

  using Labels = std::initializer_list<std::string_view>;
  Family<Counter> counters(std::string_view name, std::string_view help, Labels labels);
  Family<Gauge> gauges(std::string_view name, std::string_view help, Labels labels);
  Family<Histogram> histograms(std::string_view name, std::string_view help, Labels labels,
                               std::span<const double> bounds = Histogram::latency_bounds());

  /// Calls `collector(Samples&)` at each scrape, on the thread that scrapes. It must not scrape or register
  /// itself.
  template <class Collector>
  Registration collect(Collector collector) {
    return add(std::make_unique<CallableCollector<Collector>>(std::move(collector)));
  }

  /// CPU seconds, memory, file descriptors and start time of this process, under Prometheus' usual names.
  void collect_process();

  /// Appends the answer to a scrape: families by name, instruments by their labels' values.
  void write(Buffer& out, Format format = Format::text) const;

  struct AnyCollector {
    virtual ~AnyCollector() = default;
    virtual void collect(Samples& out) = 0;
  };

 private:
  template <class Collector>
  struct CallableCollector final : AnyCollector {
    explicit CallableCollector(Collector collector) : call(std::move(collector)) {}
    void collect(Samples& out) override { call(out); }
    Collector call;
  };

  Registration add(std::unique_ptr<AnyCollector> collector);

  std::unique_ptr<detail::RegistryState> state_;
};

}  // namespace tenon::metrics
