#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace tenon::sql::detail {

/// What a holder must know of the type of what it holds: constants, so that holders are compiled once and a unit that
/// holds a type compiles nothing of it, nor of the types that those hold in turn.
struct TypeOps {
  std::uint32_t size = 0;
  void (*destroy)(void* object, const TypeOps& ops) noexcept = nullptr;       ///< null: there is nothing to do
  void (*copy)(void* to, const void* from, const TypeOps& ops) = nullptr;     ///< null: its bytes are copied
  void (*move)(void* to, void* from, const TypeOps& ops) noexcept = nullptr;  ///< the same; `from` is destroyed later
  const void* shape = nullptr;                                                ///< for the functions
};

template <class T>
struct TypeFunctions {
  static void destroy(void* object, const TypeOps&) noexcept { static_cast<T*>(object)->~T(); }
  static void copy(void* to, const void* from, const TypeOps&) {
    std::construct_at(static_cast<T*>(to), *static_cast<const T*>(from));
  }
  static void move(void* to, void* from, const TypeOps&) noexcept {
    std::construct_at(static_cast<T*>(to), std::move(*static_cast<T*>(from)));
  }
};

template <class T>
constexpr TypeOps type_ops() {
  static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
  if constexpr (std::is_trivially_copyable_v<T>) {
    return {.size = sizeof(T)};  // NOLINT(bugprone-sizeof-expression): T may well be a pointer
  } else {
    return {.size = sizeof(T),
            .destroy = &TypeFunctions<T>::destroy,
            .copy = &TypeFunctions<T>::copy,
            .move = &TypeFunctions<T>::move};
  }
}

/// The constants of T. Generated code specialises it for its types, which may be incomplete where they are held.
template <class T>
struct OpsOf {
  static constexpr TypeOps value = type_ops<T>();
};

inline void destroy(void* object, const TypeOps& ops) noexcept {
  if (ops.destroy) ops.destroy(object, ops);
}
void copy(void* to, const void* from, const TypeOps& ops);
void move(void* to, void* from, const TypeOps& ops) noexcept;

}  // namespace tenon::sql::detail
