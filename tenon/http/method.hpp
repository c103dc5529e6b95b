#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::http {

/// The request methods that Tenon knows: RFC 9110 section 9.3, and PATCH (RFC 5789). A method outside this
/// list is answered with 501, a listed one without a route with 405. CONNECT and TRACE are known so that they
/// can be refused by name; no route can be added for them.
enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, connect, trace };

inline constexpr std::size_t method_count = 9;

/// The method as it stands on the wire: "GET".
std::string_view to_string(Method method) noexcept;

/// Exact, as methods are case-sensitive: "get" is no method.
std::optional<Method> parse_method(std::string_view text) noexcept;

/// A set of methods in one word; what a 405 lists in Allow.
class MethodSet {
 public:
  constexpr MethodSet() = default;
  constexpr MethodSet(std::initializer_list<Method> methods) {
    for (Method method : methods) insert(method);
  }
  static constexpr MethodSet all() noexcept {
    MethodSet methods;
    methods.bits_ = (1u << method_count) - 1;
    return methods;
  }

  constexpr void insert(Method method) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | bit(method)); }
  constexpr void insert(MethodSet other) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | other.bits_); }
  constexpr bool contains(Method method) const noexcept { return (bits_ & bit(method)) != 0; }
  constexpr bool empty() const noexcept { return bits_ == 0; }
  bool operator==(const MethodSet&) const = default;

 private:
  static constexpr unsigned bit(Method method) noexcept { return 1u << static_cast<unsigned>(method); }

  std::uint16_t bits_ = 0;
};

/// The value of an Allow field: "GET, HEAD, OPTIONS".
std::string to_string(MethodSet methods);

}  // namespace tenon::http
