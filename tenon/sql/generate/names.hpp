#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::generate {

/// "createdAt" → "created_at", "default" → "default_".
std::string member_name(std::string_view name);
/// "Product", "Client" → "Client_".
std::string type_name(std::string_view name);
/// "IN_WORK", "InWork" → "in_work".
std::string enumerator_name(std::string_view name);
/// Whether it can be a namespace of generated code.
bool is_namespace_name(std::string_view name);

}  // namespace tenon::sql::generate
