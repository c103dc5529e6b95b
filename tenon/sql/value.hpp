#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>
#include <tenon/base/uuid.hpp>

namespace tenon::sql {

/// The value of a `Bytes` field. In JSON: base64.
struct Blob {
  // No aggregates, these two, because they are written within co_await: tenon/async/README.md, rule 6.
  Blob() noexcept {}
  explicit Blob(std::string value) noexcept : bytes(std::move(value)) {}

  std::string bytes;

  static std::optional<Blob> parse(std::string_view base64);
  std::string to_string() const;
  bool operator==(const Blob&) const = default;
};

/// A JSON document as text: the value of a `Json` field in the run-time API. `null` in it is JSON's null, which is
/// not the same as an absent value (SQL's NULL).
struct JsonText {
  JsonText() noexcept {}
  explicit JsonText(std::string value) noexcept : text(std::move(value)) {}

  std::string text;
  bool operator==(const JsonText&) const = default;
};

/// A value on its way into a condition or a row: what a field of any scalar type can hold, or null.
///
/// It takes whatever converts without loss; whether the value suits the field is checked when the statement is made
/// (Invalid "wrong_type"): Int takes 32-bit integers, Float and Decimal take integers too, an enum takes the name of
/// one of its values as text, a DateTime an Instant.
class Value {
 public:
  using Variant =
      std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Blob, Decimal, Instant, JsonText>;

  Value() noexcept : held_(nullptr) {}
  Value(std::nullptr_t) noexcept : held_(nullptr) {}  // NOLINT: implicit by design, like all below
  template <std::same_as<bool> B>
  Value(B value) noexcept : held_(value) {}  // NOLINT
  template <std::integral I>
    requires(!std::same_as<I, bool>)
  Value(I value) : held_(static_cast<std::int64_t>(value)) {}                       // NOLINT
  Value(double value) noexcept : held_(value) {}                                    // NOLINT
  Value(std::string value) noexcept : held_(std::move(value)) {}                    // NOLINT
  Value(std::string_view value) : held_(std::in_place_type<std::string>, value) {}  // NOLINT
  Value(const char* value) : held_(std::in_place_type<std::string>, value) {}       // NOLINT
  Value(Blob value) noexcept : held_(std::move(value)) {}                           // NOLINT
  Value(Decimal value) noexcept : held_(std::move(value)) {}                        // NOLINT
  Value(Instant value) noexcept : held_(value) {}                                   // NOLINT
  Value(JsonText value) noexcept : held_(std::move(value)) {}                       // NOLINT
  Value(const Uuid& value) : held_(value.to_string()) {}                            // NOLINT
  template <class T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value()) {}  // NOLINT

  bool is_null() const noexcept { return held_.index() == 0; }
  /// The alternative held, or nullptr.
  template <class T>
  const T* get_if() const noexcept {
    return std::get_if<T>(&held_);
  }
  const Variant& held() const noexcept { return held_; }

  bool operator==(const Value&) const = default;

 private:
  Variant held_;
};

}  // namespace tenon::sql
