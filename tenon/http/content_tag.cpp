#include <tenon/http/content_tag.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tenon::http {

namespace {

__extension__ using Wide = unsigned __int128;

/// The two halves of a 128-bit product, folded: the mixing step of Wang Yi's wyhash, which passes SMHasher.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t word(const char* at) noexcept {
  std::uint64_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// Digits of pi, made odd.
constexpr std::uint64_t keys[] = {0x243f6a8885a308d3, 0x13198a2e03707345, 0xa4093822299f31d1, 0x082efa98ec4e6c89};

struct Hash {
  std::uint64_t low = keys[0];
  std::uint64_t high = keys[1];

  void add(const char* at) noexcept {
    const std::uint64_t a = word(at);
    const std::uint64_t b = word(at + 8);
    low = mix(a ^ keys[2], b ^ low);
    high = mix(b ^ keys[3], a ^ high);
  }
};

void write_hex(std::uint64_t value, char* to) noexcept {
  for (std::size_t i = 16; i-- > 0; value >>= 4) to[i] = "0123456789abcdef"[value & 15];
}

}  // namespace

EntityTag content_tag(std::string_view bytes) {
  Hash hash;
  std::size_t at = 0;
  for (; bytes.size() - at >= 16; at += 16) hash.add(bytes.data() + at);
  std::array<char, 16> last{};
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), last.begin());
  hash.add(last.data());

  std::array<char, 32> text;
  write_hex(mix(hash.low ^ bytes.size(), keys[0]), text.data());
  write_hex(mix(hash.high ^ bytes.size(), keys[1]), text.data() + 16);
  return EntityTag::strong({text.data(), text.size()});
}

}  // namespace tenon::http
