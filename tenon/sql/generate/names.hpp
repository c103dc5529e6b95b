#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::generate {

/// "createdAt" → "created_at", "default" → "default_", "errno" → "errno_".
std::string member_name(std::string_view name);
/// "Product", "order_item" → "OrderItem", "EOF" → "EOF_". Types begin with a capital letter and members do not, so that
/// a member may be called like its type in the schema: `user user`.
std::string type_name(std::string_view name);
/// "IN_WORK", "InWork" → "in_work".
std::string enumerator_name(std::string_view name);
/// Whether it can be a namespace of generated code: small letters, digits and `_`, no word of C++, nothing that C has,
/// such as "index" and "time".
bool is_namespace_name(std::string_view name);

/// The names of one scope: each is given once.
class Names {
 public:
  explicit Names(std::set<std::string> taken = {}) : taken_(std::move(taken)) {}

  bool has(const std::string& name) const { return taken_.count(name) > 0; }
  /// What is wanted; if it is taken, `own`, the name in the schema; if that is taken or no name for C++, "wanted_2" …
  std::string give(const std::string& wanted, std::string_view own);
  /// The same for many. Those that are called in the schema as they are wanted come first, so that `created_at` keeps
  /// its name beside `createdAt`, whatever their order.
  std::vector<std::string> give_all(const std::vector<std::string_view>& own, std::string (*name)(std::string_view));

 private:
  std::set<std::string> taken_;
};

}  // namespace tenon::sql::generate
