#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <tenon/http/response.hpp>

/// What a handler can return, beside any type that can be written as JSON (200) and a Response:
///
/// | result | answer |
/// | --- | --- |
/// | `T` | 200 with the value as JSON |
/// | `std::optional<T>` | the same, or 404 when it is empty |
/// | `Created<T>` | 201 with the value as JSON and a Location |
/// | `Page<T>` | 200 with a page of a list |
/// | `NoContent` | 204 |
/// | `Stream` | 200 with a body that is written piece by piece |
/// | `Response` | itself |
namespace tenon::http {

/// Done, and nothing to say.
struct NoContent {};

/// A page of a list, on the wire `{"items":[…],"nextCursor":"…"}`. The cursor is opaque, and null on the last page; it
/// is given back as the query parameter `cursor`.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor;
};

namespace detail {

/// One value that goes into a URL: text, a number, or what has a to_string.
class UrlPart {
 public:
  UrlPart(std::string_view text) : text_(text) {}  // NOLINT: implicit by design
  template <std::integral T>
  UrlPart(T number) : text_(std::to_string(number)) {}  // NOLINT
  template <class T>
    requires(!std::convertible_to<const T&, std::string_view> && !std::integral<T>)
  UrlPart(const T& value)  // NOLINT
      : text_([&] {
          if constexpr (requires { value.to_string(); }) {
            return std::string(value.to_string());
          } else {
            return std::string(to_string(value));
          }
        }()) {}

  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

void the_location_needs_one_value_for_each_pair_of_braces();  // never defined: its name is what the compiler reports

/// A pattern with `Count` times "{}".
template <std::size_t Count>
class LocationPattern {
 public:
  template <std::size_t N>
  consteval LocationPattern(const char (&pattern)[N]) : text_(pattern, N - 1) {  // NOLINT: implicit by design
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < N; ++i) count += pattern[i] == '{' && pattern[i + 1] == '}';
    if (count != Count) the_location_needs_one_value_for_each_pair_of_braces();
  }
  std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// The pattern with each "{}" replaced by the next part, percent-encoded.
std::string format_location(std::string_view pattern, std::initializer_list<UrlPart> parts);

}  // namespace detail

/// Something was made, and where it is found from now on. The values are percent-encoded, so they stay one segment.
///
///     co_return Created{placed, "/api/orders/{}", placed.id};
template <class T>
struct Created {
  template <class... Parts>
  Created(T what, detail::LocationPattern<sizeof...(Parts)> pattern, const Parts&... parts)
      : value(std::move(what)), location(detail::format_location(pattern.text(), {detail::UrlPart(parts)...})) {}

  T value;
  std::string location;
};

/// A body that is written piece by piece, after the status was sent; see BodyWriter for when it waits. An exception
/// after that cuts the connection, by which the client knows that the body is not whole.
///
///     return Stream{"text/csv", [rows = std::move(rows)](BodyWriter& out) mutable -> Task<> {
///       while (auto row = co_await rows.next()) co_await out.write(to_csv(*row));
///     }};
struct Stream {
  HeaderValue content_type;
  BodySource source;
  std::optional<std::uint64_t> size = std::nullopt;  ///< of the whole body, if known
};

}  // namespace tenon::http

namespace tenon {
using http::Created;
using http::NoContent;
using http::Page;
using http::Stream;
}  // namespace tenon
