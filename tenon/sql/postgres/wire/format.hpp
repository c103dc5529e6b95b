#pragma once

#include <cstdint>

namespace tenon::sql::postgres {

/// How a value is written on the wire.
enum class Format : std::int16_t { text = 0, binary = 1 };

}  // namespace tenon::sql::postgres
