#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::generate {

/// "createdAt" → "created_at", "default" → "default_".
std::string member_name(std::string_view name);
/// "Product", "order_item" → "OrderItem", "Client" → "Client_". Types begin with a capital letter and members do not, so
/// that a member may be called like its type in the schema: `user user`.
std::string type_name(std::string_view name);
/// "IN_WORK", "InWork" → "in_work".
std::string enumerator_name(std::string_view name);
/// Whether it can be a namespace of generated code.
bool is_namespace_name(std::string_view name);

}  // namespace tenon::sql::generate
