#include <tenon/http/extensions.hpp>

namespace tenon::http {

Extensions::Slot* Extensions::allocate(const Key* type, std::size_t size) {
  const std::size_t rounded = (size + alignof(Slot) - 1) / alignof(Slot) * alignof(Slot);
  if (sizeof(room_) - used_ >= rounded) {
    auto* slot = new (room_ + used_) Slot{type, nullptr, false};
    used_ += rounded;
    return slot;
  }
  return new (::operator new(rounded)) Slot{type, nullptr, true};
}

void Extensions::link(Slot* slot) noexcept {
  slot->next = newest_;
  newest_ = slot;
}

void Extensions::remove(const Key* type) noexcept {
  for (Slot** link = &newest_; *link; link = &(*link)->next) {
    if ((*link)->key != type) continue;
    Slot* slot = *link;
    *link = slot->next;
    return destroy(slot);
  }
}

void Extensions::destroy(Slot* slot) noexcept {
  slot->key->destroy(slot + 1);
  if (slot->heap) ::operator delete(slot);
}

void Extensions::clear() noexcept {
  while (newest_) {
    Slot* slot = newest_;
    newest_ = slot->next;
    destroy(slot);
  }
  used_ = 0;
}

}  // namespace tenon::http
