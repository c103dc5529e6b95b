#include <tenon/sql/postgres/network_address_text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include <tenon/sql/postgres/network_order.hpp>

namespace tenon::sql::postgres {
namespace {

// The families as the server numbers them on the wire, whatever the platform's own numbers are.
constexpr std::uint8_t version_4 = 2, version_6 = 3;
constexpr std::size_t words = 8;

void append_version_4(std::string& out, std::string_view address) {
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (i > 0) out += '.';
    out += std::to_string(static_cast<unsigned char>(address[i]));
  }
}

void append_hex(std::string& out, std::uint16_t word) {
  static constexpr char digits[] = "0123456789abcdef";
  bool begun = false;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const unsigned digit = (word >> shift) & 0xf;
    begun = begun || digit != 0 || shift == 0;
    if (begun) out += digits[digit];
  }
}

struct Run {
  std::size_t begin = words;
  std::size_t size = 0;
};

/// The longest run of zeros, the first of several; none of a single one.
Run longest_zeros(const std::array<std::uint16_t, words>& address) {
  Run longest;
  Run current;
  for (std::size_t i = 0; i < words; ++i) {
    if (address[i] != 0) {
      current = {};
      continue;
    }
    if (current.size++ == 0) current.begin = i;
    if (current.size > longest.size) longest = current;
  }
  return longest.size >= 2 ? longest : Run{};
}

void append_version_6(std::string& out, std::string_view bytes) {
  std::array<std::uint16_t, words> address;
  for (std::size_t i = 0; i < words; ++i) address[i] = load<std::uint16_t>(bytes.substr(i * 2));
  const Run zeros = longest_zeros(address);
  for (std::size_t i = 0; i < words; ++i) {
    if (i >= zeros.begin && i < zeros.begin + zeros.size) {
      if (i == zeros.begin) out += ':';
      continue;
    }
    if (i > 0) out += ':';
    // ::192.0.2.1 and ::ffff:192.0.2.1
    const bool holds_version_4 =
        i == 6 && zeros.begin == 0 && (zeros.size == 6 || (zeros.size == 5 && address[5] == 0xffff));
    if (holds_version_4) return append_version_4(out, bytes.substr(12));
    append_hex(out, address[i]);
  }
  if (zeros.size > 0 && zeros.begin + zeros.size == words) out += ':';
}

}  // namespace

bool append_network_address_text(std::string& out, std::string_view bytes) {
  ByteReader reader(bytes);
  const auto family = reader.take<std::uint8_t>();
  const auto bits = reader.take<std::uint8_t>();
  const auto is_network = reader.take<std::uint8_t>();
  const auto size = reader.take<std::uint8_t>();
  const std::size_t expected = family == version_4 ? 4 : family == version_6 ? 16 : 0;
  if (!reader.ok() || expected == 0 || size != expected || reader.left() != expected || bits > expected * 8)
    return false;
  const std::string_view address = reader.take(expected);
  if (family == version_4) {
    append_version_4(out, address);
  } else {
    append_version_6(out, address);
  }
  if (is_network != 0 || bits != expected * 8) out.append("/").append(std::to_string(bits));
  return true;
}

}  // namespace tenon::sql::postgres
