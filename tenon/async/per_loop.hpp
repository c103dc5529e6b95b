#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <tenon/async/detail/list.hpp>

namespace tenon::async {

class Loop;

namespace detail {

class LoopItems;

/// What one loop has of a PerLoop.
class LoopItem : public ListNode<struct LoopItemTag> {
 public:
  virtual ~LoopItem() = default;

 private:
  friend class LoopItems;
  LoopItems* owner_ = nullptr;
};

/// PerLoop without its type.
class LoopItems {
 public:
  LoopItems() = default;
  LoopItems(const LoopItems&) = delete;
  LoopItems& operator=(const LoopItems&) = delete;
  ~LoopItems() { clear(); }

  LoopItem* find(Loop& loop) const noexcept;
  void add(Loop& loop, std::unique_ptr<LoopItem> item);
  std::size_t size() const noexcept;
  template <class Function>
  void visit(Function function) const {
    const std::lock_guard lock(mutex_);
    for (LoopItem* item : items_) function(*item);
  }
  void clear() noexcept;
  /// The loop of this item ends.
  static void destroy(LoopItem& item) noexcept;

 private:
  mutable std::mutex mutex_;  // guards the vector, not the items
  std::vector<LoopItem*> items_;
};

}  // namespace detail

/// One T for each loop that asks for one: the reader of a database, a pool of connections, the part of a server that
/// accepts on it. Loops share nothing then, and no lock is taken.
///
///     PerLoop<Reader> readers{[path](Loop& loop) { return std::make_unique<Reader>(loop, path); }};
///     readers.get(*Loop::current()).read(…);
///
/// Lifetime: a T is made by the first get() of its loop and destroyed with the loop, while that still watches
/// descriptors and timers; those of one loop in the reverse order in which they were made. What has to be ended in an
/// orderly way is ended before (by a drain). Or it is destroyed with the PerLoop, or by clear(), while no loop runs
/// that has one (with one loop, on that loop's thread). Another loop that comes to lie at the address of an earlier one
/// gets a T of its own.
///
/// Threads: get() and find() belong to the loop's thread, or happen while the loop does not run. for_each() and size()
/// may be called from any.
template <class T>
class PerLoop {
 public:
  using Make = std::function<std::unique_ptr<T>(Loop&)>;

  /// `make` is called on the threads of the loops, possibly at once. What it throws, get() throws, and nothing is kept.
  explicit PerLoop(Make make) : make_(std::move(make)) {}

  T& get(Loop& loop) {
    if (T* found = find(loop)) return *found;
    auto item = std::make_unique<Item>(make_(loop));
    T& made = *item->value;
    items_.add(loop, std::move(item));
    return made;
  }
  /// Null when the loop has none so far.
  T* find(Loop& loop) const noexcept {
    detail::LoopItem* const found = items_.find(loop);
    return found ? static_cast<Item*>(found)->value.get() : nullptr;
  }

  /// Calls `function(T&)` for each, in the order in which they were made. None is destroyed or added meanwhile: the
  /// function must not call get(), nor end a loop. It may use of T what any thread may use.
  template <class Function>
  void for_each(Function function) const {
    items_.visit([&](detail::LoopItem& item) { function(*static_cast<Item&>(item).value); });
  }
  std::size_t size() const noexcept { return items_.size(); }

  /// Destroys all, the last made first.
  void clear() noexcept { items_.clear(); }

 private:
  struct Item final : detail::LoopItem {
    explicit Item(std::unique_ptr<T> made) : value(std::move(made)) {}
    const std::unique_ptr<T> value;
  };

  Make make_;
  detail::LoopItems items_;
};

}  // namespace tenon::async
