#include <tenon/base/bytes.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>

#include <limits>

namespace tenon {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t size;
};

/// Largest first, so that the first that divides an amount gives its shortest form.
constexpr Unit units[] = {
    {"TiB", 1ULL << 40},
    {"TB", 1'000'000'000'000},
    {"GiB", 1ULL << 30},
    {"GB", 1'000'000'000},
    {"MiB", 1ULL << 20},
    {"MB", 1'000'000},
    {"KiB", 1ULL << 10},
    {"kB", 1'000},
    {"B", 1},
};

}  // namespace

std::optional<Bytes> Bytes::parse(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  const std::optional<std::uint64_t> number = text::parse_uint64(text.substr(0, digits));
  if (!number) return std::nullopt;
  if (digits == std::string_view::npos) return Bytes(*number);
  const std::string_view name = text::trim(text.substr(digits));
  for (const Unit& unit : units) {
    if (!text::iequals(name, unit.name)) continue;
    if (*number > std::numeric_limits<std::uint64_t>::max() / unit.size) return std::nullopt;
    return Bytes(*number * unit.size);
  }
  return std::nullopt;
}

std::string Bytes::to_string() const {
  for (const Unit& unit : units) {
    if (unit.size > 1 && count_ >= unit.size && count_ % unit.size == 0) {
      return std::to_string(count_ / unit.size).append(unit.name);
    }
  }
  return std::to_string(count_);
}

}  // namespace tenon
