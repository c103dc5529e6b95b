#include <tenon/base/detail/metrics_state.hpp>
#include <tenon/base/detail/metrics_text.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/metrics.hpp>
#include <tenon/base/text/ascii.hpp>

#include <algorithm>
#include <cmath>

namespace tenon::metrics {
namespace detail {
namespace {

constexpr std::size_t most_combinations = 1000;
constexpr const char* other = "other";

[[noreturn]] void refuse(std::string_view name, std::string_view reason) {
  throw Internal("malformed_metric", "The metric " + std::string(name) + " " + std::string(reason));
}

bool is_name(std::string_view name, bool colons) {
  if (name.empty() || text::is_digit(name.front())) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return text::is_alnum(c) || c == '_' || (colons && c == ':'); });
}

template <class T>
Instrument& emplace(FamilyState& family, std::vector<std::string> values) {
  constexpr std::in_place_type_t<T> type;
  if constexpr (std::is_same_v<T, Histogram>) {
    return family.instruments.try_emplace(std::move(values), type, std::span<const double>(family.bounds))
        .first->second;
  } else {
    return family.instruments.try_emplace(std::move(values), type).first->second;
  }
}

template <class T>
T& instrument_of(FamilyState& family, std::span<const std::string_view> values) {
  if (values.size() != family.labels.size()) {
    refuse(family.name, "has " + std::to_string(family.labels.size()) + " labels, but was given " +
                            std::to_string(values.size()) + " values");
  }
  std::vector<std::string> key(values.begin(), values.end());
  const std::lock_guard lock(family.mutex);
  const bool full = family.instruments.size() >= most_combinations;
  if (full && family.instruments.count(key) == 0) key.assign(values.size(), other);
  return std::get<T>(emplace<T>(family, std::move(key)));
}

/// A histogram writes three more names, which nothing else may have.
void check_series(const RegistryState& registry, std::string_view name, Kind kind) {
  for (const std::string_view suffix : {"_bucket", "_count", "_sum"}) {
    if (kind == Kind::histogram) {
      const auto taken = registry.families.find(std::string(name) + std::string(suffix));
      if (taken != registry.families.end()) refuse(name, "writes " + taken->first + ", which exists");
    } else if (name.ends_with(suffix)) {
      const auto histogram = registry.families.find(name.substr(0, name.size() - suffix.size()));
      if (histogram != registry.families.end() && histogram->second->kind == Kind::histogram) {
        refuse(name, "is written by the histogram " + histogram->first);
      }
    }
  }
}

FamilyState& family_of(RegistryState& registry, std::string_view name, std::string_view help, Kind kind,
                       std::span<const std::string_view> labels, std::span<const double> bounds) {
  check_name(name, kind);
  for (const std::string_view label : labels) {
    check_label(label, kind);
    if (std::count(labels.begin(), labels.end(), label) > 1) refuse(name, "has the same label twice");
  }
  const auto ascending = [](double a, double b) { return !(a < b); };
  if (std::adjacent_find(bounds.begin(), bounds.end(), ascending) != bounds.end() ||
      !std::all_of(bounds.begin(), bounds.end(), [](double bound) { return std::isfinite(bound); })) {
    refuse(name, "has bounds that are not finite and ascending");
  }
  const std::lock_guard lock(registry.families_mutex);
  check_series(registry, name, kind);
  auto& family = registry.families[std::string(name)];
  if (!family) {
    family.reset(new FamilyState{std::string(name),
                                 std::string(help),
                                 kind,
                                 {labels.begin(), labels.end()},
                                 {bounds.begin(), bounds.end()},
                                 {},
                                 {}});
  } else if (family->kind != kind || family->help != help ||
             !std::equal(labels.begin(), labels.end(), family->labels.begin(), family->labels.end()) ||
             !std::equal(bounds.begin(), bounds.end(), family->bounds.begin(), family->bounds.end())) {
    refuse(name, "exists with another kind, help, labels or bounds");
  }
  return *family;
}

}  // namespace

void check_name(std::string_view name, Kind kind) {
  if (!is_name(name, true)) refuse(name, "has a name that Prometheus does not allow");
  if ((kind == Kind::counter) != name.ends_with("_total")) {
    refuse(name, kind == Kind::counter ? "is a counter, so its name ends in _total"
                                       : "is no counter, so its name does not end in _total");
  }
}

void check_label(std::string_view label, Kind kind) {
  if (!is_name(label, false) || label.starts_with("__") || (kind == Kind::histogram && label == "le")) {
    refuse(label, "is a label that Prometheus does not allow");
  }
}

Counter& counter_of(FamilyState& family, std::span<const std::string_view> values) {
  return instrument_of<Counter>(family, values);
}
Gauge& gauge_of(FamilyState& family, std::span<const std::string_view> values) {
  return instrument_of<Gauge>(family, values);
}
Histogram& histogram_of(FamilyState& family, std::span<const std::string_view> values) {
  return instrument_of<Histogram>(family, values);
}

namespace {

void add_sample(Scrape& scrape, std::string_view name, std::string_view help, Kind kind, double value,
                std::initializer_list<Label> labels) {
  std::string text;
  for (const auto& [label, label_value] : labels) {
    check_label(label, kind);
    append_label(text, label, label_value);
  }
  const auto found = scrape.families.find(name);
  if (found != scrape.families.end()) {
    if (found->second.kind != kind) refuse(name, "is collected with two kinds");
    found->second.samples.try_emplace(std::move(text), value);
    return;
  }
  check_name(name, kind);
  const std::lock_guard lock(scrape.registry.families_mutex);
  if (scrape.registry.families.count(name) > 0) refuse(name, "is both registered and collected");
  scrape.families.emplace(name, CollectedFamily{std::string(help), kind, {{std::move(text), value}}});
}

}  // namespace
}  // namespace detail

using detail::Kind;

void Samples::counter(std::string_view name, std::string_view help, double value, std::initializer_list<Label> labels) {
  detail::add_sample(*scrape_, name, help, Kind::counter, value, labels);
}

void Samples::gauge(std::string_view name, std::string_view help, double value, std::initializer_list<Label> labels) {
  detail::add_sample(*scrape_, name, help, Kind::gauge, value, labels);
}

Registration& Registration::operator=(Registration&& other) noexcept {
  std::swap(state_, other.state_);
  std::swap(id_, other.id_);
  return *this;
}

Registration::~Registration() {
  if (state_ == nullptr) return;
  const std::lock_guard lock(state_->collectors_mutex);
  state_->collectors.erase(id_);
}

Registry::Registry() : state_(std::make_unique<detail::RegistryState>()) {}
Registry::~Registry() = default;

Counter& Registry::counter(std::string_view name, std::string_view help) { return counters(name, help, {}).with({}); }

Gauge& Registry::gauge(std::string_view name, std::string_view help) { return gauges(name, help, {}).with({}); }

Histogram& Registry::histogram(std::string_view name, std::string_view help, std::span<const double> bounds) {
  return histograms(name, help, {}, bounds).with({});
}

Family<Counter> Registry::counters(std::string_view name, std::string_view help, Labels labels) {
  return Family<Counter>(detail::family_of(*state_, name, help, Kind::counter, {labels.begin(), labels.size()}, {}));
}

Family<Gauge> Registry::gauges(std::string_view name, std::string_view help, Labels labels) {
  return Family<Gauge>(detail::family_of(*state_, name, help, Kind::gauge, {labels.begin(), labels.size()}, {}));
}

Family<Histogram> Registry::histograms(std::string_view name, std::string_view help, Labels labels,
                                       std::span<const double> bounds) {
  return Family<Histogram>(
      detail::family_of(*state_, name, help, Kind::histogram, {labels.begin(), labels.size()}, bounds));
}

Registration Registry::add(std::unique_ptr<AnyCollector> collector) {
  const std::lock_guard lock(state_->collectors_mutex);
  const std::uint64_t id = ++state_->last_collector;
  state_->collectors.emplace(id, std::move(collector));
  return {*state_, id};
}

void Registry::write(Buffer& out, Format format) const {
  detail::Scrape scrape{*state_, {}};
  {
    const std::lock_guard lock(state_->collectors_mutex);
    Samples samples(scrape);
    for (const auto& [id, collector] : state_->collectors) collector->collect(samples);
  }
  const std::lock_guard lock(state_->families_mutex);
  for (const auto& [name, family] : state_->families) detail::write_family(out, *family, format);
  for (const auto& [name, family] : scrape.families) detail::write_family(out, name, family, format);
  detail::write_end(out, format);
}

}  // namespace tenon::metrics
