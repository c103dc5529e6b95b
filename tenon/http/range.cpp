#include <tenon/http/range.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include <tenon/base/http_date.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/entity_tag.hpp>

namespace tenon::http {
namespace {

/// As much as the number says, at most what 64 bits hold; nothing if there is none.
std::optional<std::uint64_t> number(std::string_view text) noexcept {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!text::is_digit(c)) return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    value = value > (most - digit) / 10 ? most : value * 10 + digit;
  }
  return value;
}

/// The last bytes: "-500".
ByteRange suffix(std::string_view text, std::uint64_t size) noexcept {
  const auto count = number(text);
  if (!count) return {};
  if (*count == 0) return {.kind = ByteRange::Kind::unsatisfiable};
  const std::uint64_t taken = std::min(*count, size);
  return {ByteRange::Kind::part, size - taken, taken};
}

/// A date tells two versions of the same second apart only for who got his when that second was over. When the client
/// got what it has is not known to us; that it was not in the second of the change is taken for granted after so long
/// (RFC 9110 sections 8.8.2.2 and 13.1.5, and the minute of RFC 7232 section 2.2.2).
constexpr std::chrono::minutes strong_after{1};

bool is_current(std::string_view condition, const Validators& current) {
  if (const auto tag = EntityTag::parse(condition)) {
    return current.entity_tag && tag->matches_strongly(*current.entity_tag);
  }
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto date = parse_http_date(condition, now);
  return date && current.last_modified && std::chrono::floor<std::chrono::seconds>(*current.last_modified) == *date &&
         now - *date >= strong_after;
}

}  // namespace

ByteRange parse_range(std::string_view field, std::uint64_t size) noexcept {
  constexpr std::string_view unit = "bytes=";
  if (size == 0 || !text::iequals(field.substr(0, unit.size()), unit)) return {};
  const std::string_view range = text::trim(field.substr(unit.size()));
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos) return {};
  if (dash == 0) return suffix(range.substr(1), size);
  const auto first = number(range.substr(0, dash));
  const bool is_open = dash + 1 == range.size();
  const auto last = is_open ? std::optional{size - 1} : number(range.substr(dash + 1));
  if (!first || !last || (!is_open && *last < *first)) return {};
  if (*first >= size) return {.kind = ByteRange::Kind::unsatisfiable};
  return {ByteRange::Kind::part, *first, std::min(*last, size - 1) - *first + 1};
}

ByteRange range_of(const Request& request, const Validators& current, std::uint64_t size) {
  const std::string_view field = request.header(header::range);
  if (field.empty() || request.method() != Method::get) return {};
  const auto condition = request.headers().find(header::if_range);
  if (condition && !is_current(*condition, current)) return {};
  return parse_range(field, size);
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
  std::string text = "bytes *";
  if (range.kind == ByteRange::Kind::part) {
    text = "bytes " + std::to_string(range.first) + "-" + std::to_string(range.first + range.size - 1);
  }
  return text + "/" + std::to_string(size);
}

}  // namespace tenon::http
