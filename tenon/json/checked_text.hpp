#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/json/describe.hpp>

namespace tenon::json {

/// What Text, Email, Url and Pattern have in common: a std::string that was checked. It converts to a const one; it is
/// changed by assigning a new text, which is checked again.
class CheckedText {
 public:
  const std::string& str() const noexcept { return value_; }
  operator const std::string&() const noexcept { return value_; }  // NOLINT(*-explicit-*): behaves like its value
  operator std::string_view() const noexcept { return value_; }    // NOLINT(*-explicit-*)

  bool empty() const noexcept { return value_.empty(); }
  /// In bytes.
  std::size_t size() const noexcept { return value_.size(); }

  friend bool operator==(const CheckedText& a, const CheckedText& b) noexcept { return a.value_ == b.value_; }
  friend bool operator==(const CheckedText& a, std::string_view b) noexcept { return a.value_ == b; }
  friend std::strong_ordering operator<=>(const CheckedText& a, const CheckedText& b) noexcept {
    return a.value_ <=> b.value_;
  }
  friend std::strong_ordering operator<=>(const CheckedText& a, std::string_view b) noexcept { return a.value_ <=> b; }

 protected:
  CheckedText() = default;
  CheckedText(std::string value, const Constraint& constraint);

 private:
  std::string value_;
};

namespace detail {

std::optional<ValueError> check_length(const void* text, std::size_t min, std::size_t max);
void describe_length(Object& schema, std::size_t min, std::size_t max);
extern const Constraint email_constraint;
extern const Constraint url_constraint;

}  // namespace detail

/// A string of `min` to `max` characters (Unicode code points, as JSON Schema counts them; nothing is trimmed).
/// Codes: `too_short`, `too_long`. A default-constructed one is empty, whatever `min` says.
template <std::size_t min, std::size_t max = SIZE_MAX>
class Text : public CheckedText {
  static_assert(min <= max);

 public:
  static constexpr Constraint constraint{
      [](const void* value) { return detail::check_length(value, min, max); },
      [](Object& schema) { detail::describe_length(schema, min, max); },
  };

  Text() = default;
  /// Throws Invalid with one of the codes.
  Text(std::string value) : CheckedText(std::move(value), constraint) {}  // NOLINT(*-explicit-*)
  Text(std::string_view value) : Text(std::string(value)) {}              // NOLINT(*-explicit-*)
  Text(const char* value) : Text(std::string(value)) {}                   // NOLINT(*-explicit-*)
};

/// An address as mail servers exchange them (RFC 5321): `dot-atom@domain`, ASCII, at most 64 characters before the "@"
/// and 254 in all; the domain has two or more labels and the last of them a letter. Quoted local parts and address
/// literals are refused. Nothing is changed: what the case of the local part means is up to its server.
/// Code: `email`. A default-constructed one is empty.
class Email : public CheckedText {
 public:
  Email() = default;
  /// Throws Invalid "email".
  Email(std::string value) : CheckedText(std::move(value), detail::email_constraint) {}  // NOLINT(*-explicit-*)
  Email(std::string_view value) : Email(std::string(value)) {}                           // NOLINT(*-explicit-*)
  Email(const char* value) : Email(std::string(value)) {}                                // NOLINT(*-explicit-*)
};

/// An absolute `http` or `https` URL (RFC 3986) with a host: a name, an IPv4 address or an IPv6 address in brackets;
/// at most 2048 characters, ASCII, percent escapes complete. User names and passwords are refused.
/// Code: `url`. A default-constructed one is empty.
class Url : public CheckedText {
 public:
  Url() = default;
  /// Throws Invalid "url".
  Url(std::string value) : CheckedText(std::move(value), detail::url_constraint) {}  // NOLINT(*-explicit-*)
  Url(std::string_view value) : Url(std::string(value)) {}                           // NOLINT(*-explicit-*)
  Url(const char* value) : Url(std::string(value)) {}                                // NOLINT(*-explicit-*)
};

template <std::size_t min, std::size_t max>
struct Describe<Text<min, max>> {
  static constexpr Type describe() {
    using T = Text<min, max>;
    return constrained_type<T>(Describe<std::string>::describe(), T::constraint);
  }
};

template <>
struct Describe<Email> {
  static constexpr Type describe() {
    return constrained_type<Email>(Describe<std::string>::describe(), detail::email_constraint);
  }
};

template <>
struct Describe<Url> {
  static constexpr Type describe() {
    return constrained_type<Url>(Describe<std::string>::describe(), detail::url_constraint);
  }
};

}  // namespace tenon::json

namespace tenon {
using json::Email;
using json::Text;
using json::Url;
}  // namespace tenon
