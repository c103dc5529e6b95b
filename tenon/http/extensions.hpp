#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace tenon::http {

/// One object per type, found by its type: what middleware leaves for those behind it (the user who is logged
/// in, the session). A lookup compares a few addresses; small objects live inside.
class Extensions {
 public:
  Extensions() noexcept = default;
  Extensions(const Extensions&) = delete;
  Extensions& operator=(const Extensions&) = delete;
  ~Extensions() { clear(); }

  /// Stores the value; one of the same type that was there is replaced, and references to it end.
  template <class T>
  T& set(T value) {
    static_assert(std::is_nothrow_move_constructible_v<T>, "what a request keeps must be movable without throwing");
    static_assert(alignof(T) <= alignof(std::max_align_t), "over-aligned types cannot be kept in a request");
    remove(&key<T>);
    Slot* slot = allocate(&key<T>, sizeof(Slot) + sizeof(T));
    auto* object = new (slot + 1) T(std::move(value));
    link(slot);
    return *object;
  }

  /// The object of exactly this type, or null.
  template <class T>
  T* get() noexcept {
    return static_cast<T*>(find(&key<std::remove_cv_t<T>>));
  }
  template <class T>
  const T* get() const noexcept {
    return static_cast<const T*>(find(&key<std::remove_cv_t<T>>));
  }

  /// Destroys all, the newest first.
  void clear() noexcept;

 private:
  struct Key {
    void (*destroy)(void*) noexcept;
  };
  /// Its address is the type's identity; no run-time type information is asked.
  template <class T>
  static constexpr Key key{[](void* object) noexcept { static_cast<T*>(object)->~T(); }};

  /// Stands before each object.
  struct alignas(std::max_align_t) Slot {
    const Key* key;
    Slot* next;
    bool heap;
  };

  Slot* allocate(const Key* type, std::size_t size);
  void link(Slot* slot) noexcept;
  void remove(const Key* type) noexcept;
  void* find(const Key* type) const noexcept {
    for (Slot* slot = newest_; slot; slot = slot->next) {
      if (slot->key == type) return slot + 1;
    }
    return nullptr;
  }
  static void destroy(Slot* slot) noexcept;

  Slot* newest_ = nullptr;
  std::size_t used_ = 0;
  alignas(std::max_align_t) std::byte room_[256];
};

}  // namespace tenon::http
