#pragma once

#include <cstddef>
#include <optional>

namespace tenon {

/// How many file descriptors the process has open; nothing where the system does not say (no /proc, or none left to
/// look with).
std::optional<std::size_t> open_descriptors() noexcept;

}  // namespace tenon
