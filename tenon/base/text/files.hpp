#pragma once

#include <string>
#include <string_view>

namespace tenon::text {

/// All bytes of a file. Throws std::system_error with the system's reason, also for a folder.
std::string read_file(const std::string& path);

/// Makes the file or replaces what is in it. Throws std::system_error with the system's reason.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace tenon::text
