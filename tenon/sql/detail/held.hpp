#pragma once

#include <cstddef>
#include <cstdint>

#include <tenon/sql/detail/type_ops.hpp>

namespace tenon::sql::detail {

/// A pointer to a block that arguments keep values in, or null. It tells an object that was made from a copy of its
/// bytes.
///
/// g++ 12 makes the members of an aggregate that is written within a co_await expression, copies their bytes into the
/// aggregate, and destroys both (tenon/async/README.md, rule 6); and `co_await db.product.find_many({.where = …})` is
/// how the client is meant to be used. So the pointer's free bits say where it was made: 16 above the 48 of an address,
/// and 4 below, since blocks are aligned to 16. A copy of the bytes, which lies elsewhere in the same coroutine's frame
/// (within 8 MiB, for which the bits suffice), may be read while the original lives (to the end of the expression), is
/// copied where it would be moved, and leaves it to the original to destroy what they share.
/// tests/sql/typed/argument_test.cpp holds compilers to it.
///
/// All bits are zero when there is nothing, and then moving and destroying cost a comparison.
class Held {
 public:
  constexpr Held() noexcept = default;

  explicit operator bool() const noexcept { return bits_ != 0; }
  void* get() const noexcept { return reinterpret_cast<void*>(bits_ & address_bits); }  // NOLINT: an address
  bool is_original() const noexcept { return (bits_ & ~address_bits) == mark(); }
  void set(void* block) noexcept;
  void clear() noexcept { bits_ = 0; }
  /// No block, but not nothing either.
  void set_without_block() noexcept { bits_ = 1; }

 private:
  static constexpr std::uintptr_t address_bits = 0x0000'FFFF'FFFF'FFF0;
  static_assert(sizeof(std::uintptr_t) == 8);

  std::uintptr_t mark() const noexcept {
    const auto here = reinterpret_cast<std::uintptr_t>(this);  // NOLINT: as a number
    return (here >> 3 & 0xFFFF) << 48 | (here >> 19 & 0xF);
  }

  std::uintptr_t bits_ = 0;
};

/// One value elsewhere, or none, or a mark in its place; a copy copies it. What its type is, the owner says at every
/// call.
class BoxBase {
 public:
  explicit operator bool() const noexcept { return static_cast<bool>(held_); }
  /// Null for nothing, and for a mark.
  const void* get() const noexcept { return held_.get(); }
  void set_mark() noexcept { held_.set_without_block(); }

  /// The object holds nothing before.
  void hold(void* value, const TypeOps& ops);
  void copy(const BoxBase& other, const TypeOps& ops);
  void move(BoxBase& other, const TypeOps& ops) noexcept;
  /// It may hold something, which is destroyed.
  void assign(const BoxBase& other, const TypeOps& ops);
  void assign_moved(BoxBase& other, const TypeOps& ops) noexcept;
  void destroy(const TypeOps& ops) noexcept;

 private:
  Held held_;
};

/// Elements in a row, or none given; see List. Without elements it has no block, and then everything is done here.
class ListBase {
 public:
  bool given() const noexcept { return static_cast<bool>(held_); }
  std::size_t size() const noexcept { return block() ? block()->size : 0; }
  const void* data() const noexcept { return block() ? block() + 1 : nullptr; }

  /// Given from now on, without elements so far.
  void give() noexcept {
    if (!given()) held_.set_without_block();
  }
  /// The object holds nothing before.
  void copy(const ListBase& other, const TypeOps& ops) {
    if (other.block()) return copy_block(other, ops);
    held_ = other.held_;
  }
  void move(ListBase& other, const TypeOps& ops) noexcept {
    if (other.block()) return move_block(other, ops);
    held_ = other.held_;
  }
  /// It may hold something, which is destroyed.
  void assign(const ListBase& other, const TypeOps& ops);
  void assign_moved(ListBase& other, const TypeOps& ops) noexcept {
    if (&other == this) return;
    destroy(ops);
    move(other, ops);
  }
  void destroy(const TypeOps& ops) noexcept {
    if (block()) destroy_block(ops);
    held_.clear();
  }
  void reserve(std::size_t capacity, const TypeOps& ops) {
    if (capacity > 0) own(capacity, ops);
  }
  /// Moves elements to its end.
  void add(void* elements, std::size_t count, const TypeOps& ops);

 private:
  struct alignas(16) Block {
    std::size_t size;
    std::size_t capacity;

    void* element(std::size_t index, const TypeOps& ops) {
      return reinterpret_cast<std::byte*>(this + 1) + index * ops.size;  // NOLINT: behind the block, of a size told
    }
    const void* element(std::size_t index, const TypeOps& ops) const {
      return reinterpret_cast<const std::byte*>(this + 1) + index * ops.size;  // NOLINT
    }
  };

  Block* block() const noexcept { return static_cast<Block*>(held_.get()); }
  static Block* make(std::size_t capacity, const TypeOps& ops);
  static Block* copied(const Block& from, std::size_t capacity, const TypeOps& ops);
  static void free(Block* block, const TypeOps& ops) noexcept;
  void copy_block(const ListBase& other, const TypeOps& ops);
  void move_block(ListBase& other, const TypeOps& ops) noexcept;
  void destroy_block(const TypeOps& ops) noexcept;
  /// The block is this list's own and has room for so many.
  void own(std::size_t capacity, const TypeOps& ops);

  Held held_;
};

}  // namespace tenon::sql::detail
