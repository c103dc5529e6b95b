#include <tenon/base/setting_codec.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/base/text/split.hpp>

#include <charconv>
#include <cmath>

namespace tenon::settings::detail {
namespace {

struct NamedUnit {
  std::string_view name;
  Unit unit;
};

/// Largest first, so that the first that divides a duration gives its shortest form.
constexpr NamedUnit units[] = {
    {"d", {86400, 1}},      {"h", {3600, 1}},           {"m", {60, 1}}, {"s", {1, 1}}, {"ms", {1, 1000}},
    {"us", {1, 1'000'000}}, {"ns", {1, 1'000'000'000}},
};

constexpr bool equal(Unit a, Unit b) { return a.numerator == b.numerator && a.denominator == b.denominator; }

std::string_view name_of(Unit unit) {
  for (const NamedUnit& named : units) {
    if (equal(named.unit, unit)) return named.name;
  }
  return {};
}

/// `count` of the unit `from` in the unit `to`; false if that is no whole number or too large.
bool convert(std::int64_t count, Unit from, Unit to, std::int64_t& result) {
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(count, from.numerator, &scaled) ||
      __builtin_mul_overflow(scaled, to.denominator, &scaled)) {
    return false;
  }
  const std::int64_t divisor = from.denominator * to.numerator;
  result = scaled / divisor;
  return scaled % divisor == 0;
}

/// std::chrono's clocks count nanoseconds in 64 bits, and a time from now on must not run over.
bool is_bearable(std::int64_t count, Unit unit) noexcept {
  constexpr double century = 36'500.0 * 24 * 3600;
  return std::abs(static_cast<double>(count) * static_cast<double>(unit.numerator) /
                  static_cast<double>(unit.denominator)) <= century;
}

}  // namespace

bool read_bool(std::string_view text, bool& value) {
  for (const std::string_view word : {"true", "1", "yes", "on"}) {
    if (text::iequals(text, word)) return value = true;
  }
  for (const std::string_view word : {"false", "0", "no", "off"}) {
    if (text::iequals(text, word)) return !(value = false);
  }
  return false;
}

bool read_signed(std::string_view text, std::int64_t least, std::int64_t most, std::int64_t& value) {
  const std::optional<std::int64_t> number = text::parse_int64(text);
  if (!number || *number < least || *number > most) return false;
  value = *number;
  return true;
}

bool read_unsigned(std::string_view text, std::uint64_t most, std::uint64_t& value) {
  const std::optional<std::uint64_t> number = text::parse_uint64(text);
  if (!number || *number > most) return false;
  value = *number;
  return true;
}

bool read_real(std::string_view text, double& value) {
  const std::optional<double> number = text::parse_double(text);
  if (!number) return false;
  value = *number;
  return true;
}

bool read_duration(std::string_view text, Unit unit, std::int64_t& count) {
  const bool negative = text.starts_with('-');
  const std::size_t end = std::min(text.find_first_not_of("0123456789", negative ? 1 : 0), text.size());
  const std::optional<std::int64_t> number = text::parse_int64(text.substr(0, end));
  if (!number) return false;
  const std::string_view name = text::trim(text.substr(end));
  if (name.empty()) {  // a number alone may mean seconds to one and milliseconds to another
    count = 0;
    return *number == 0;
  }
  for (const NamedUnit& named : units) {
    if (named.name == name) return convert(*number, named.unit, unit, count) && is_bearable(count, unit);
  }
  return false;
}

bool read_name(std::string_view text, const std::string_view* names, std::size_t count, std::size_t& index) {
  for (index = 0; index < count; ++index) {
    if (text::iequals(text, names[index])) return true;
  }
  return false;
}

bool split_list(std::string_view text, std::vector<std::string_view>& entries) {
  if (text::trim(text).empty()) return true;
  for (const std::string_view entry : text::split(text, ',')) {
    entries.push_back(text::trim(entry));
    if (entries.back().empty()) return false;
  }
  return true;
}

std::string show_real(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string show_duration(std::int64_t count, Unit unit) {
  for (const NamedUnit& named : units) {
    std::int64_t shown = 0;
    if (convert(count, unit, named.unit, shown) && (shown != 0 || equal(named.unit, unit))) {
      return std::to_string(shown).append(named.name);
    }
  }
  return std::to_string(count);
}

std::string show_text(std::string_view text) {
  const std::size_t colon = text.find_first_of(": ");
  const bool is_url = colon != std::string_view::npos && text[colon] == ':' && text.find(',', colon) == text.npos &&
                      (text.substr(colon).starts_with("://") || text.find('?') != text.npos);
  return is_url ? text::redact_url(text) : text::redact_urls(text);
}

std::string expects_integer(std::int64_t least, std::uint64_t most) {
  return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

std::string expects_duration(Unit unit) {
  std::string examples;
  std::int64_t count = 0;
  for (const auto& [number, example] :
       {std::pair{500, Unit{1, 1000}}, {30, Unit{1, 1}}, {5, Unit{60, 1}}, {12, Unit{3600, 1}}, {7, Unit{86400, 1}}}) {
    if (!convert(number, example, unit, count)) continue;
    examples += (examples.empty() ? "" : ", ") + std::to_string(number).append(name_of(example));
  }
  return "a duration in whole " + std::string(name_of(unit)) + " with its unit, such as " + examples +
         ", of 36500d at most";
}

std::string expects_name(const std::string_view* names, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += i + 1 == count ? " or " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace tenon::settings::detail
