#include <tenon/sql/postgres/numeric.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <tenon/base/decimal.hpp>
#include <tenon/sql/postgres/network_order.hpp>

namespace tenon::sql::postgres {
namespace {

// A numeric is four numbers of 16 bits (how many digits, weight of the first, sign, scale) and its digits to the base
// 10,000, the first of which counts 10,000 to the power of the weight.
constexpr std::int32_t base = 10'000;
constexpr std::int32_t digits_each = 4;
constexpr std::size_t head_size = 8;
constexpr std::uint16_t negative = 0x4000, nan = 0xC000, infinity = 0xD000, minus_infinity = 0xF000;

/// Four decimal digits.
char* write_digit(char* out, std::uint16_t digit) noexcept {
  out[0] = static_cast<char>('0' + digit / 1000);
  out[1] = static_cast<char>('0' + digit / 100 % 10);
  out[2] = static_cast<char>('0' + digit / 10 % 10);
  out[3] = static_cast<char>('0' + digit % 10);
  return out + digits_each;
}

void store_head(char* out, std::size_t count, std::int32_t weight, std::uint16_t sign, std::size_t scale) noexcept {
  store(out, static_cast<std::uint16_t>(count));
  store(out + 2, static_cast<std::int16_t>(weight));
  store(out + 4, sign);
  store(out + 6, static_cast<std::uint16_t>(scale));
}

/// What a text without digits means; 0 for any other.
std::uint16_t sign_without_digits(std::string_view text) noexcept {
  if (text == "NaN") return nan;
  if (text == "Infinity") return infinity;
  return text == "-Infinity" ? minus_infinity : std::uint16_t{0};
}

bool is_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A digit to the base 10,000, made of four decimal ones from a place on, which lies before the first for the topmost.
std::uint16_t digit_at(std::string_view digits, std::ptrdiff_t place) noexcept {
  std::uint16_t digit = 0;
  for (std::ptrdiff_t i = place; i < place + digits_each; ++i) {
    const bool inside = i >= 0 && i < static_cast<std::ptrdiff_t>(digits.size());
    digit = static_cast<std::uint16_t>(digit * 10 + (inside ? digits[static_cast<std::size_t>(i)] - '0' : 0));
  }
  return digit;
}

}  // namespace

std::optional<std::string_view> numeric_text(std::string_view bytes, detail::Arena& arena) {
  ByteReader reader(bytes);
  const auto count = static_cast<std::int32_t>(reader.take<std::uint16_t>());
  const auto weight = static_cast<std::int32_t>(reader.take<std::int16_t>());
  const auto sign = reader.take<std::uint16_t>();
  reader.take<std::uint16_t>();  // the scale, which the digits say as well
  if (!reader.ok() || reader.left() != static_cast<std::size_t>(count) * 2) return std::nullopt;
  if (sign == nan) return "NaN";
  if (sign == infinity) return "Infinity";
  if (sign == minus_infinity) return "-Infinity";
  if (sign != 0 && sign != negative) return std::nullopt;

  const std::int32_t before = std::max(weight + 1, 0);            // digits before the point
  const std::int32_t behind = std::max(count - (weight + 1), 0);  // and behind it
  if (before > (Decimal::max_integer_digits + digits_each - 1) / digits_each) return std::nullopt;
  if (behind > (Decimal::max_scale + digits_each - 1) / digits_each) return std::nullopt;
  const auto digit = [&](std::int32_t index) noexcept {
    const bool inside = index >= 0 && index < count;
    return inside ? load<std::uint16_t>(bytes.substr(head_size + static_cast<std::size_t>(index) * 2))
                  : std::uint16_t{0};
  };

  const std::size_t room = static_cast<std::size_t>((before + behind) * digits_each) + 3;  // sign, zero, point
  char* const place = arena.allocate(room);
  char* const first = place + 1;
  char* end = first;
  *end++ = '0';
  for (std::int32_t i = 0; i < before; ++i) {
    if (digit(i) >= base) return std::nullopt;
    end = write_digit(end, digit(i));
  }
  char* begin = std::find_if(first, end - 1, [](char c) { return c != '0'; });
  if (behind > 0) {
    *end++ = '.';
    for (std::int32_t i = before == 0 ? weight + 1 : before; i < count; ++i) {
      if (digit(i) >= base) return std::nullopt;
      end = write_digit(end, digit(i));
    }
    while (end[-1] == '0') --end;
    if (end[-1] == '.') --end;
  }
  if (sign == negative && !(end - begin == 1 && *begin == '0')) *--begin = '-';
  arena.trim(room - static_cast<std::size_t>(end - place));
  return std::string_view(begin, static_cast<std::size_t>(end - begin));
}

bool append_numeric(std::string& out, std::string_view text) {
  if (const std::uint16_t sign = sign_without_digits(text)) {
    out.resize(out.size() + head_size);
    store_head(out.data() + out.size() - head_size, 0, 0, sign, 0);
    return true;
  }
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return false;
  if (!is_digits(whole) || !is_digits(fraction)) return false;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.size() > Decimal::max_integer_digits || fraction.size() > Decimal::max_scale) return false;

  // The digits of both parts, aligned at the point.
  const auto before = (static_cast<std::int32_t>(whole.size()) + digits_each - 1) / digits_each;
  const auto behind = (static_cast<std::int32_t>(fraction.size()) + digits_each - 1) / digits_each;
  const std::size_t head = out.size();
  out.resize(head + head_size);
  std::int32_t leading = 0;      // zeros, which the weight says
  std::size_t end = out.size();  // behind the last digit that is not zero
  for (std::int32_t i = 0; i < before + behind; ++i) {
    const std::ptrdiff_t shift =
        static_cast<std::ptrdiff_t>(before) * digits_each - static_cast<std::ptrdiff_t>(whole.size());
    const std::uint16_t digit = i < before ? digit_at(whole, std::ptrdiff_t{i} * digits_each - shift)
                                           : digit_at(fraction, std::ptrdiff_t{i - before} * digits_each);
    if (digit == 0 && out.size() == head + head_size) {
      ++leading;
      continue;
    }
    append(out, digit);
    if (digit != 0) end = out.size();
  }
  out.resize(end);
  const std::size_t count = (end - head - head_size) / 2;
  store_head(out.data() + head, count, count == 0 ? 0 : before - 1 - leading, minus && count > 0 ? negative : 0,
             fraction.size());
  return true;
}

}  // namespace tenon::sql::postgres
