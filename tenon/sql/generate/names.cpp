#include <tenon/sql/generate/names.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/names.hpp>

namespace tenon::sql::generate {
namespace {

/// Keywords, and macros that the standard headers are free to define.
constexpr std::string_view reserved[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "assert",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "linux",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "offsetof",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
};
static_assert(std::is_sorted(std::begin(reserved), std::end(reserved)));

std::string usable(std::string name) {
  const bool taken = std::binary_search(std::begin(reserved), std::end(reserved), std::string_view(name));
  if (taken || name == "also") name += '_';  // `also` is a member of XWhereUnique
  return name;
}

}  // namespace

std::string member_name(std::string_view name) {
  if (name == "AND" || name == "OR" || name == "NOT") return std::string(name) + "_";
  return usable(text::snake_case(name));
}

std::string type_name(std::string_view name) {
  std::string type = text::pascal_case(name);
  if (type == "Client" || type == "Transaction") type += '_';
  return usable(std::move(type));
}

std::string enumerator_name(std::string_view name) {
  const bool has_lower = std::any_of(name.begin(), name.end(), [](char c) { return text::is_lower(c); });
  return usable(has_lower ? text::snake_case(name) : text::to_lower(name));
}

bool is_namespace_name(std::string_view name) {
  if (name.empty() || !text::is_lower(name.front()) || name == "tenon" || name == "std") return false;
  for (const char c : name) {
    if (!text::is_lower(c) && !text::is_digit(c) && c != '_') return false;
  }
  return !std::binary_search(std::begin(reserved), std::end(reserved), name);
}

}  // namespace tenon::sql::generate
