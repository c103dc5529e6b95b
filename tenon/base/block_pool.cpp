#include <tenon/base/block_pool.hpp>

#include <array>
#include <cstdint>
#include <new>
#include <utility>

// Under AddressSanitizer each block is allocated by itself, so that the use of a dead one is seen.
#if defined(__SANITIZE_ADDRESS__)
#define TENON_POOL_BLOCKS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TENON_POOL_BLOCKS 0
#endif
#endif
#ifndef TENON_POOL_BLOCKS
#define TENON_POOL_BLOCKS 1
#endif

namespace tenon {
namespace {

constexpr std::size_t class_bytes = 64;
constexpr std::size_t classes = 32;
constexpr std::uint32_t kept_per_class = 128;

struct FreeBlock {
  FreeBlock* next;
};
struct SizeClass {
  FreeBlock* first = nullptr;
  std::uint32_t room = 0;  // how many more blocks are kept
};

// Trivially destructible, so that reaching it costs no check. A thread's pool has no room before it is opened and after
// the thread's end: both are found on the slow path.
constinit thread_local std::array<SizeClass, classes> pool{};

struct Lifetime {
  Lifetime() noexcept {
    for (SizeClass& size_class : pool) size_class.room = kept_per_class;
  }
  ~Lifetime() {
    for (SizeClass& size_class : pool) {
      size_class.room = 0;
      while (size_class.first) ::operator delete(std::exchange(size_class.first, size_class.first->next));
    }
  }
};
constinit thread_local bool opened = false;

constexpr std::size_t class_of(std::size_t size) noexcept { return (size - 1) / class_bytes; }

void keep(SizeClass& size_class, void* block) noexcept {
  size_class.first = ::new (block) FreeBlock{size_class.first};
  --size_class.room;
}

[[gnu::noinline]] void give_back(void* block, std::size_t index) noexcept {
  if (TENON_POOL_BLOCKS && index < classes && !std::exchange(opened, true)) {
    static thread_local Lifetime lifetime;
    return keep(pool[index], block);
  }
  ::operator delete(block);
}

}  // namespace

void* allocate_block(std::size_t size) {
  const std::size_t index = class_of(size);
  if (!TENON_POOL_BLOCKS || index >= classes) return ::operator new(size);
  SizeClass& size_class = pool[index];
  if (!size_class.first) return ::operator new((index + 1) * class_bytes);
  ++size_class.room;
  return std::exchange(size_class.first, size_class.first->next);
}

void free_block(void* block, std::size_t size) noexcept {
  const std::size_t index = class_of(size);
  if (!TENON_POOL_BLOCKS || index >= classes || pool[index].room == 0) return give_back(block, index);
  keep(pool[index], block);
}

}  // namespace tenon
