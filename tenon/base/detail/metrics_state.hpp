#pragma once

#include <tenon/base/metrics.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace tenon::metrics::detail {

enum class Kind { counter, gauge, histogram };

using Instrument = std::variant<Counter, Gauge, Histogram>;

/// One metric with all of its instruments, by their labels' values. A map, because its nodes stay where they are.
struct FamilyState {
  std::string name;
  std::string help;
  Kind kind;
  std::vector<std::string> labels;
  std::vector<double> bounds;  ///< of a histogram

  mutable std::mutex mutex;
  std::map<std::vector<std::string>, Instrument> instruments;
};

/// One metric that collectors reported.
struct CollectedFamily {
  std::string help;
  Kind kind;
  std::map<std::string, double> samples;  ///< by the labels in the text form
};

struct RegistryState {
  std::mutex families_mutex;
  std::map<std::string, std::unique_ptr<FamilyState>, std::less<>> families;

  std::mutex collectors_mutex;  ///< held while collectors run, so that a Registration waits for them
  std::map<std::uint64_t, std::unique_ptr<Registry::AnyCollector>> collectors;
  std::uint64_t last_collector = 0;
};

/// What collectors reported for one answer.
struct Scrape {
  RegistryState& registry;
  std::map<std::string, CollectedFamily, std::less<>> families;
};

/// Throw Internal "malformed_metric" with what is wrong.
void check_name(std::string_view name, Kind kind);
void check_label(std::string_view label, Kind kind);

}  // namespace tenon::metrics::detail
