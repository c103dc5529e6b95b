#pragma once

#include <tenon/base/detail/member_binding.hpp>

#include <array>
#include <cstddef>

namespace tenon::detail {

/// Room for a T in which none is made.
template <class T>
union Unmade {
  char nothing;
  T value;

  Unmade() noexcept : nothing(0) {}
  Unmade(const Unmade&) = delete;
  Unmade& operator=(const Unmade&) = delete;
  ~Unmade() {}
};

template <class T, std::size_t Count>
std::array<std::size_t, Count> offsets_of() noexcept {
  Unmade<T> room;
  const char* const start = &room.nothing;
  return MemberBinding<Count>::apply(room.value, [&](auto&... members) {
    return std::array<std::size_t, Count>{static_cast<std::size_t>(&reinterpret_cast<const char&>(members) - start)...};
  });
}

}  // namespace tenon::detail
