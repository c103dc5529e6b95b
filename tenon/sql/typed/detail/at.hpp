#pragma once

#include <cstddef>

/// Members of generated types, by where they lie.
namespace tenon::sql::typed {

inline void* at(void* object, std::size_t offset) { return static_cast<std::byte*>(object) + offset; }
inline const void* at(const void* object, std::size_t offset) { return static_cast<const std::byte*>(object) + offset; }

}  // namespace tenon::sql::typed
