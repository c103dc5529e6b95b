#pragma once

#include <cstddef>

namespace tenon::async::detail {

/// Memory for coroutine frames: per thread, free blocks by size class, at most a fixed number of each. A
/// block may be freed on another thread than the one that allocated it; it is then used there. Everything
/// above the largest class goes to operator new.
void* allocate_frame(std::size_t size);
void free_frame(void* frame, std::size_t size) noexcept;

}  // namespace tenon::async::detail
