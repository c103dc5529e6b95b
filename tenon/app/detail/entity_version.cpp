#include <tenon/app/detail/entity_version.hpp>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include <tenon/base/text/hex.hpp>

namespace tenon::app::detail {
namespace {

static_assert(std::endian::native == std::endian::little, "the tags must be the same on every machine");

std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash(std::string_view bytes) noexcept {
  constexpr std::uint64_t first = 0x9e3779b97f4a7c15U;
  constexpr std::uint64_t second = 0xd1342543de82ef95U;
  std::uint64_t state = first ^ bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    state = mix(state ^ word, second);
    bytes.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  return mix(state ^ rest, first ^ second);
}

}  // namespace

http::EntityTag entity_version(std::string_view representation) {
  const std::uint64_t value = hash(representation);
  char bytes[8];
  std::memcpy(bytes, &value, 8);
  return http::EntityTag::strong(text::hex_encode(std::string_view(bytes, 8)));
}

}  // namespace tenon::app::detail
