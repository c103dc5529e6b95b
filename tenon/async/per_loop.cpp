#include <tenon/async/per_loop.hpp>

#include <algorithm>

#include <tenon/async/loop.hpp>

namespace tenon::async::detail {

/// A loop has a few of them.
LoopItem* LoopItems::find(Loop& loop) const noexcept {
  for (LoopItem* item = loop.items_.first(); item; item = loop.items_.after(*item)) {
    if (item->owner_ == this) return item;
  }
  return nullptr;
}

void LoopItems::add(Loop& loop, std::unique_ptr<LoopItem> item) {
  const std::lock_guard lock(mutex_);
  items_.push_back(item.get());
  item->owner_ = this;
  loop.items_.push_back(*item.release());
}

std::size_t LoopItems::size() const noexcept {
  const std::lock_guard lock(mutex_);
  return items_.size();
}

/// One after the other, so that what one of them does as it ends finds those that were made before.
void LoopItems::clear() noexcept {
  while (true) {
    std::unique_ptr<LoopItem> last;
    {
      const std::lock_guard lock(mutex_);
      if (items_.empty()) return;
      last.reset(items_.back());
      items_.pop_back();
    }
    last->unlink();
  }
}

void LoopItems::destroy(LoopItem& item) noexcept {
  const std::unique_ptr<LoopItem> owned(&item);
  item.unlink();
  LoopItems& owner = *item.owner_;
  const std::lock_guard lock(owner.mutex_);
  owner.items_.erase(std::find(owner.items_.begin(), owner.items_.end(), &item));
}

}  // namespace tenon::async::detail
