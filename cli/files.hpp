#pragma once

#include <string>
#include <string_view>

#include <tenon/schema/schema.hpp>

namespace tenon::cli {

/// Throws Invalid "unreadable_file" with the reason.
std::string read_file(const std::string& path);

/// Writes a file, its folders made if need be; one that holds the text already is left alone, so that builds do not
/// start over. Throws Invalid "unwritable_file" with the reason.
void write_file(const std::string& path, std::string_view text);

/// The schema of a file, or of all `.prisma` files below a folder in the order of their names. Throws Invalid
/// "invalid_schema" with the rendered errors, and "unreadable_file" with the option by which another one is named.
/// Warnings go to standard error.
schema::Schema read_schema(const std::string& path, std::string_view option = "--schema");

}  // namespace tenon::cli
