#pragma once

#include <type_traits>
#include <utility>

#include <tenon/base/fixed_string.hpp>

/// What a handler can ask for as a parameter, beside `Request&`. Each holds a value of type T and behaves like it: it
/// converts to `const T&`, `*id` is the T and `order->lines` a member of it. T is read and checked as JSON is
/// (tenon/json/describe.hpp, constraints.hpp); a std::optional may be absent, everything else is required.
///
///     app.get("/products/{id}/reviews", [](Path<"id", Uuid> id, Query<Paging> paging) -> Page<Review> { … });
///     app.post("/orders", [](Body<PlaceOrder> order, Header<"idempotency-key", Text<1, 64>> key) { … });
///
/// All errors of a request are reported together in one 422, those of parameters under their names and those of the
/// body as JSON pointers.
///
/// A type of your own becomes a parameter by a static `extract`, which may wait and may throw; all of them run in their
/// order before anything else of the request is read, so nobody who is not allowed in learns about fields:
///
///     struct User {
///       Uuid id;
///       static Task<User> extract(Request& request);      // or: static User extract(Request& request);
///       static void describe(Operation& operation);       // optional: what it adds to OpenAPI
///     };
namespace tenon::http {

/// What they have in common. Also made by hand, to call a handler in a test: `get_product(Path<"id", int>{7})`.
template <class T>
class Argument {
 public:
  using value_type = T;

  Argument() = default;
  explicit Argument(T value) : value_(std::move(value)) {}

  const T& get() const& noexcept { return value_; }
  T& get() & noexcept { return value_; }
  T&& get() && noexcept { return std::move(value_); }

  operator const T&() const& noexcept { return value_; }    // NOLINT: implicit by design
  operator T&&() && noexcept { return std::move(value_); }  // NOLINT
  const T& operator*() const& noexcept { return value_; }
  T& operator*() & noexcept { return value_; }
  T&& operator*() && noexcept { return std::move(value_); }
  const T* operator->() const noexcept { return &value_; }
  T* operator->() noexcept { return &value_; }

 private:
  T value_{};
};

/// The segment of the path that `{name}` in the route's pattern matched. A route whose pattern does not have the name
/// cannot be added.
template <FixedString Name, class T>
class Path : public Argument<T> {
 public:
  using Argument<T>::Argument;
};

/// The parameters of the query string as the members of an aggregate: `?pageSize=20&tag=a&tag=b` for
/// `struct Paging { Between<1, 100> page_size = 20; std::vector<std::string> tag; };`. A member that is a vector takes
/// all values of its name; any other that is given twice is an error. Names that no member has are passed over.
template <class T>
class Query : public Argument<T> {
 public:
  using Argument<T>::Argument;
};

/// One parameter of the query string by its name: `QueryValue<"q", std::optional<std::string>>`. A vector or Items
/// takes all its values.
template <FixedString Name, class T>
class QueryValue : public Argument<T> {
 public:
  using Argument<T>::Argument;
};

/// A header field. Given twice it is an error.
template <FixedString Name, class T>
class Header : public Argument<T> {
 public:
  using Argument<T>::Argument;
};

/// A cookie. Given twice with different values it is an error: a neighbouring domain may have set one of them. A name
/// that begins with `__Host-` is sent once, whatever others set.
template <FixedString Name, class T>
class Cookie : public Argument<T> {
 public:
  using Argument<T>::Argument;
};

/// The body, a JSON document: 415 for another media type or a content coding, 413 beyond the limit, 400 when it is no
/// JSON, 422 when it is no T. A std::optional may be absent, which an empty body means.
template <class T>
class Body : public Argument<T> {
 public:
  using Argument<T>::Argument;
};

}  // namespace tenon::http

namespace tenon {
using http::Body;
using http::Cookie;
using http::Header;
using http::Path;
using http::Query;
using http::QueryValue;
}  // namespace tenon
