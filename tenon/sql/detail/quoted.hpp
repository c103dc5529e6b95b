#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Names and texts as SQL writes them.
namespace tenon::sql::detail {

/// Appends "name", with quotes within it doubled.
void write_name(std::string& out, std::string_view name);
std::string quoted_name(std::string_view name);
/// "a", "b"
std::string quoted_names(const std::vector<std::string>& names);
/// 'text', with quotes within it doubled.
std::string quoted_text(std::string_view text);

}  // namespace tenon::sql::detail
