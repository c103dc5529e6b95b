#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace tenon::http {

/// A callable of one signature with its type erased: moved, never copied, no allocation up to four words of
/// captures, a call costs one indirect jump. (std::move_only_function is C++23; std::function copies.)
///
/// The call operator is const because one Function may be called by several loops at once: a callable that
/// changes its own state must guard it.
template <class Signature>
class Function;

template <class R, class... A>
class Function<R(A...)> {
 public:
  Function() noexcept = default;

  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Function> && std::is_invocable_r_v<R, std::decay_t<F>&, A...>)
  Function(F&& callable) {  // NOLINT: implicit by design
    using Target = std::decay_t<F>;
    if constexpr (sizeof(Target) <= sizeof(storage_) && alignof(Target) <= alignof(void*) &&
                  std::is_nothrow_move_constructible_v<Target>) {
      new (storage_) Target(std::forward<F>(callable));
      call_ = [](void* at, A... arguments) -> R { return (*static_cast<Target*>(at))(std::forward<A>(arguments)...); };
      manage_ = [](void* from, void* to) noexcept {
        auto* target = static_cast<Target*>(from);
        if (to) new (to) Target(std::move(*target));
        target->~Target();
      };
    } else {
      new (storage_) Target*(new Target(std::forward<F>(callable)));
      call_ = [](void* at, A... arguments) -> R {
        return (**static_cast<Target**>(at))(std::forward<A>(arguments)...);
      };
      manage_ = [](void* from, void* to) noexcept {
        auto** target = static_cast<Target**>(from);
        if (to) {
          new (to) Target*(*target);
        } else {
          delete *target;
        }
      };
    }
  }

  Function(Function&& other) noexcept { take(other); }
  Function& operator=(Function&& other) noexcept {
    if (this != &other) {
      destroy();
      take(other);
    }
    return *this;
  }
  Function(const Function&) = delete;
  Function& operator=(const Function&) = delete;
  ~Function() { destroy(); }

  /// Calling an empty Function is a programming error.
  R operator()(A... arguments) const { return call_(storage_, std::forward<A>(arguments)...); }
  explicit operator bool() const noexcept { return call_ != nullptr; }

 private:
  void take(Function& other) noexcept {
    call_ = std::exchange(other.call_, nullptr);
    manage_ = std::exchange(other.manage_, nullptr);
    if (manage_) manage_(other.storage_, storage_);
  }
  void destroy() noexcept {
    if (manage_) manage_(storage_, nullptr);
    call_ = nullptr;
    manage_ = nullptr;
  }

  alignas(void*) mutable std::byte storage_[4 * sizeof(void*)];
  R (*call_)(void*, A...) = nullptr;
  void (*manage_)(void*, void*) noexcept = nullptr;
};

}  // namespace tenon::http
