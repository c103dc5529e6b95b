#pragma once

#include <string_view>
#include <type_traits>

namespace tenon::async {

/// Whether an object of this type may be made within a `co_await` expression. g++ before 13 copies the bytes of a
/// lambda that is written there and destroys both, so one that captured a string frees it twice (README.md, rule 6).
/// What takes functions and is awaited refuses such lambdas by `static_assert`: whether one has a name of its own,
/// which would be right, cannot be seen from its type.
template <class Function>
consteval bool survives_await() {
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
  return std::is_trivially_destructible_v<Function> ||
         std::string_view{__PRETTY_FUNCTION__}.find("<lambda") == std::string_view::npos;
#else
  return true;
#endif
}

}  // namespace tenon::async
