#include <tenon/http/ip_address.hpp>

#include <algorithm>
#include <charconv>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>

namespace tenon::http {
namespace {

using AddressBytes = std::array<std::uint8_t, 16>;

// Four numbers of at most 255, without leading zeros (which some readers take for octal), into four bytes.
bool parse_dotted(std::string_view text, std::uint8_t* out) noexcept {
  for (int part = 0; part < 4; ++part) {
    if (part != 0) {
      if (text.empty() || text[0] != '.') return false;
      text.remove_prefix(1);
    }
    unsigned value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < 4 && text::is_digit(text[digits])) {
      value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
    }
    if (digits == 0 || value > 255 || (digits > 1 && text[0] == '0') || digits > 3) return false;
    out[part] = static_cast<std::uint8_t>(value);
    text.remove_prefix(digits);
  }
  return text.empty();
}

// RFC 4291 section 2.2: eight groups, one run of zeros as "::", the last two perhaps in dotted decimal.
std::optional<AddressBytes> parse_groups(std::string_view text) noexcept {
  AddressBytes bytes{};
  std::size_t size = 0;
  std::size_t gap = bytes.size() + 1;  // where "::" stands
  if (text.substr(0, 2) == "::") {
    gap = 0;
    text.remove_prefix(2);
  } else if (text.empty() || text[0] == ':') {
    return std::nullopt;
  }
  while (!text.empty()) {
    if (size == bytes.size()) return std::nullopt;
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, end);
    if (group.find('.') != std::string_view::npos) {
      if (size > 12 || end != text.size() || !parse_dotted(group, bytes.data() + size)) return std::nullopt;
      size += 4;
      break;
    }
    unsigned value = 0;
    const auto [stop, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    if (group.empty() || group.size() > 4 || error != std::errc{} || stop != group.data() + group.size()) {
      return std::nullopt;
    }
    bytes[size++] = static_cast<std::uint8_t>(value >> 8);
    bytes[size++] = static_cast<std::uint8_t>(value & 0xff);
    text.remove_prefix(end);
    if (text.empty()) break;
    text.remove_prefix(1);
    if (text.empty()) return std::nullopt;  // a single colon at the end
    if (text[0] == ':') {
      if (gap <= bytes.size()) return std::nullopt;
      gap = size;
      text.remove_prefix(1);
    }
  }
  if (gap > bytes.size()) return size == bytes.size() ? std::optional{bytes} : std::nullopt;
  if (size > 14) return std::nullopt;  // "::" stands for at least one group
  std::move_backward(bytes.begin() + static_cast<std::ptrdiff_t>(gap),
                     bytes.begin() + static_cast<std::ptrdiff_t>(size), bytes.end());
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(gap), bytes.size() - size, std::uint8_t{0});
  return bytes;
}

// The longest run of zero groups, at least two, is what "::" stands for (RFC 5952 section 4.2).
struct Run {
  std::size_t begin = 8;
  std::size_t size = 1;
};
Run longest_zero_run(const std::array<unsigned, 8>& groups) noexcept {
  Run longest;
  for (std::size_t begin = 0; begin < 8;) {
    std::size_t end = begin;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - begin > longest.size) longest = {begin, end - begin};
    begin = end + 1;
  }
  return longest;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) noexcept {
  std::uint8_t dotted[4];
  if (parse_dotted(text, dotted)) {
    return v4(std::uint32_t{dotted[0]} << 24 | std::uint32_t{dotted[1]} << 16 | std::uint32_t{dotted[2]} << 8 |
              std::uint32_t{dotted[3]});
  }
  const auto bytes = parse_groups(text);
  if (!bytes) return std::nullopt;
  return v6(*bytes);
}

bool IpAddress::is_v4() const noexcept {
  return std::all_of(bytes_.begin(), bytes_.begin() + 10, [](std::uint8_t byte) { return byte == 0; }) &&
         bytes_[10] == 0xff && bytes_[11] == 0xff;
}

std::string to_string(const IpAddress& address) {
  const auto& bytes = address.bytes();
  std::string text;
  if (address.is_v4()) {
    for (std::size_t i = 12; i < 16; ++i) {
      if (i != 12) text += '.';
      text += std::to_string(bytes[i]);
    }
    return text;
  }
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = bytes[2 * i] * 256u + bytes[2 * i + 1];
  const Run zeros = longest_zero_run(groups);
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == zeros.begin) {
      text += "::";
      i += zeros.size - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    char digits[4];
    text.append(digits, std::to_chars(digits, digits + 4, groups[i], 16).ptr);
  }
  return text;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  IpNetwork network;
  network.network_ = *address;
  network.prefix_ = 128;
  if (slash == std::string_view::npos) return network;

  const unsigned longest = address->is_v4() ? 32 : 128;
  const auto prefix = text::parse_integer<unsigned>(text.substr(slash + 1));
  if (!prefix || *prefix > longest) return std::nullopt;
  network.prefix_ = *prefix + (128 - longest);
  for (unsigned bit = network.prefix_; bit < 128; ++bit) {
    if ((address->bytes()[bit / 8] >> (7 - bit % 8) & 1) != 0) return std::nullopt;
  }
  return network;
}

bool IpNetwork::contains(const IpAddress& address) const noexcept {
  const auto& a = address.bytes();
  const auto& b = network_.bytes();
  const unsigned whole = prefix_ / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  const unsigned rest = prefix_ % 8;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

}  // namespace tenon::http
