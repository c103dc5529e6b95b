#include <tenon/base/detail/digits.hpp>
#include <tenon/base/random.hpp>
#include <tenon/base/uuid.hpp>

#include <algorithm>
#include <chrono>

namespace tenon {

namespace {

// Where the two digits of each byte stand in the text form.
constexpr std::array<std::uint8_t, 16> positions{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

void mark(Uuid::Bytes& bytes, int version) noexcept {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
}

// Milliseconds in the upper bits, 4096ths of the millisecond in the lower twelve.
std::uint64_t current_stamp() noexcept {
  using namespace std::chrono;
  const auto now =
      static_cast<std::uint64_t>(duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count());
  return ((now / 1'000'000) << 12) | ((now % 1'000'000) * 4096 / 1'000'000);
}

}  // namespace

Uuid Uuid::v4() {
  Uuid id;
  random_bytes(id.bytes_);
  mark(id.bytes_, 4);
  return id;
}

Uuid Uuid::v7() {
  constinit static thread_local std::uint64_t last = 0;
  last = std::max(last + 1, current_stamp());

  Uuid id;
  random_bytes(std::span(id.bytes_).subspan<8>());
  for (std::size_t i = 0; i < 6; ++i) id.bytes_[i] = static_cast<std::uint8_t>(last >> (52 - 8 * i));
  id.bytes_[6] = static_cast<std::uint8_t>((last >> 8) & 0x0f);
  id.bytes_[7] = static_cast<std::uint8_t>(last);
  mark(id.bytes_, 7);
  return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != text_size) return std::nullopt;
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return std::nullopt;
  Uuid id;
  unsigned seen = 0;
#pragma GCC unroll 16
  for (std::size_t i = 0; i < 16; ++i) {
    const std::uint8_t high = detail::hex_value(text[positions[i]]);
    const std::uint8_t low = detail::hex_value(text[positions[i] + std::size_t{1}]);
    seen |= high | low;
    id.bytes_[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  if (seen > 0x0f) return std::nullopt;
  return id;
}

char* Uuid::write_to(char* out) const noexcept {
  for (std::size_t i = 0; i < 16; ++i) detail::write_hex(out + positions[i], bytes_[i]);
  out[8] = out[13] = out[18] = out[23] = '-';
  return out + text_size;
}

std::string Uuid::to_string() const {
  std::string text(text_size, '\0');
  write_to(text.data());
  return text;
}

}  // namespace tenon
