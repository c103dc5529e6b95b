#pragma once

#include <optional>
#include <string>

namespace tenon::cli {

/// The checkout of Tenon that this command was built in and runs from; none for an installed command, which CMake finds
/// by PATH.
std::optional<std::string> source_of_tenon();

}  // namespace tenon::cli
