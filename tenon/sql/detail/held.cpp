#include <tenon/sql/detail/held.hpp>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

namespace tenon::sql::detail {

void copy(void* to, const void* from, const TypeOps& ops) {
  if (ops.copy) {
    ops.copy(to, from, ops);
  } else {
    std::memcpy(to, from, ops.size);
  }
}

void move(void* to, void* from, const TypeOps& ops) noexcept {
  if (ops.move) {
    ops.move(to, from, ops);
  } else {
    std::memcpy(to, from, ops.size);
  }
}

void Held::set(void* block) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(block);  // NOLINT: as a number
  assert((address & ~address_bits) == 0);
  bits_ = address == 0 ? 0 : address | mark();
}

void BoxBase::hold(void* value, const TypeOps& ops) {
  void* const block = ::operator new(ops.size);
  detail::move(block, value, ops);
  held_.set(block);
}

void BoxBase::copy(const BoxBase& other, const TypeOps& ops) {
  if (!other) return;
  void* const block = ::operator new(ops.size);
  try {
    detail::copy(block, other.get(), ops);
  } catch (...) {
    ::operator delete(block, ops.size);
    throw;
  }
  held_.set(block);
}

void BoxBase::move(BoxBase& other, const TypeOps& ops) noexcept {
  if (!other.held_.is_original()) return copy(other, ops);
  held_.set(other.held_.get());
  other.held_.clear();
}

void BoxBase::assign(const BoxBase& other, const TypeOps& ops) {
  if (&other == this) return;
  BoxBase made;
  made.copy(other, ops);
  destroy(ops);
  held_.set(made.held_.get());
}

void BoxBase::assign_moved(BoxBase& other, const TypeOps& ops) noexcept {
  if (&other == this) return;
  destroy(ops);
  move(other, ops);
}

void BoxBase::destroy(const TypeOps& ops) noexcept {
  if (held_ && held_.is_original()) {
    detail::destroy(held_.get(), ops);
    ::operator delete(held_.get(), ops.size);
  }
  held_.clear();
}

ListBase::Block ListBase::nothing{0, 0};

void ListBase::give() noexcept {
  if (!given()) held_.set(&nothing);
}

ListBase::Block* ListBase::make(std::size_t capacity, const TypeOps& ops) {
  auto* const made = static_cast<Block*>(::operator new(sizeof(Block) + capacity * ops.size));
  *made = {0, capacity};
  return made;
}

void ListBase::free(Block* block, const TypeOps& ops) noexcept {
  if (block == &nothing) return;
  if (ops.destroy) {
    for (std::size_t i = 0; i < block->size; ++i) ops.destroy(block->element(i, ops), ops);
  }
  ::operator delete(block, sizeof(Block) + block->capacity * ops.size);
}

ListBase::Block* ListBase::copied(const Block& from, std::size_t capacity, const TypeOps& ops) {
  Block* const made = make(capacity, ops);
  try {
    for (; made->size < from.size; ++made->size) {
      detail::copy(made->element(made->size, ops), from.element(made->size, ops), ops);
    }
  } catch (...) {
    free(made, ops);
    throw;
  }
  return made;
}

void ListBase::own(std::size_t capacity, const TypeOps& ops) {
  if (!given()) {
    held_.set(make(capacity, ops));
    return;
  }
  Block* const from = block();
  if (!held_.is_original()) {
    held_.set(copied(*from, std::max(capacity, from->size), ops));
    return;
  }
  if (from->capacity >= capacity) return;
  Block* const made = make(capacity, ops);
  for (; made->size < from->size; ++made->size) {
    detail::move(made->element(made->size, ops), from->element(made->size, ops), ops);
  }
  free(from, ops);
  held_.set(made);
}

void ListBase::copy(const ListBase& other, const TypeOps& ops) {
  if (!other.given()) return;
  held_.set(other.size() == 0 ? &nothing : copied(*other.block(), other.size(), ops));
}

void ListBase::move(ListBase& other, const TypeOps& ops) noexcept {
  if (!other.held_.is_original()) return copy(other, ops);
  held_.set(other.held_.get());
  other.held_.clear();
}

void ListBase::assign(const ListBase& other, const TypeOps& ops) {
  if (&other == this) return;
  ListBase made;
  made.copy(other, ops);
  destroy(ops);
  held_.set(made.held_.get());
}

void ListBase::assign_moved(ListBase& other, const TypeOps& ops) noexcept {
  if (&other == this) return;
  destroy(ops);
  move(other, ops);
}

void ListBase::destroy(const TypeOps& ops) noexcept {
  if (given() && held_.is_original()) free(block(), ops);
  held_.clear();
}

void ListBase::reserve(std::size_t capacity, const TypeOps& ops) {
  if (capacity > 0) own(capacity, ops);
}

void ListBase::add(void* elements, std::size_t count, const TypeOps& ops) {
  give();
  if (count == 0) return;
  const std::size_t size = this->size() + count;
  const std::size_t capacity = block()->capacity;
  if (!held_.is_original() || capacity < size) own(capacity == 0 ? size : std::max(size, capacity * 2), ops);
  Block* const mine = block();
  if (!ops.move) {
    std::memcpy(mine->element(mine->size, ops), elements, count * ops.size);
  } else {
    auto* from = static_cast<std::byte*>(elements);
    for (std::size_t i = mine->size; i < size; ++i, from += ops.size) ops.move(mine->element(i, ops), from, ops);
  }
  mine->size = size;
}

}  // namespace tenon::sql::detail
