#pragma once

#include <cstddef>

namespace tenon {

/// Memory for what lives as long as a request or a part of it: coroutine frames, answers, small buffers. Per thread,
/// free blocks by size class, at most a fixed number of each. A block may be freed on another thread than the one that
/// allocated it; it is then used there. Everything above the largest class (2 KiB) goes to operator new.
void* allocate_block(std::size_t size);
/// `size` is what was asked for.
void free_block(void* block, std::size_t size) noexcept;

}  // namespace tenon
