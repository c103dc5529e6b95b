#include <tenon/http/method.hpp>

#include <array>

namespace tenon::http {
namespace {

constexpr std::array<std::string_view, method_count> method_names = {"GET",    "HEAD",    "POST",    "PUT",  "PATCH",
                                                                     "DELETE", "OPTIONS", "CONNECT", "TRACE"};

}  // namespace

std::string_view to_string(Method method) noexcept { return method_names[static_cast<std::size_t>(method)]; }

std::optional<Method> parse_method(std::string_view text) noexcept {
  for (std::size_t i = 0; i < method_names.size(); ++i) {
    if (method_names[i] == text) return static_cast<Method>(i);
  }
  return std::nullopt;
}

std::string to_string(MethodSet methods) {
  std::string text;
  for (std::size_t i = 0; i < method_names.size(); ++i) {
    if (!methods.contains(static_cast<Method>(i))) continue;
    if (!text.empty()) text += ", ";
    text += method_names[i];
  }
  return text;
}

}  // namespace tenon::http
