#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// JSON pointers (RFC 6901): "/lines/0/quantity" names a place in a document; "" is all of it.
namespace tenon::json {

/// Appends "/" and the name with "~" as "~0" and "/" as "~1".
void append_to_pointer(std::string& pointer, std::string_view name);
/// Appends "/" and the index.
void append_to_pointer(std::string& pointer, std::size_t index);

}  // namespace tenon::json
