#pragma once

#include <tenon/base/text/text_of.hpp>
#include <tenon/base/time.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::log {

/// A value of a log line. It refers to what it was made from and lives for the one call; text is made only
/// when the line is written. Takes booleans, numbers, text, durations (written as milliseconds), instants,
/// exceptions, std::optional of these (null if empty), and every type with a `to_string` as member or beside
/// it: Uuid, Decimal, Bytes, Secret …
class Value {
 public:
  enum class Kind : std::uint8_t { null, boolean, signed_, unsigned_, real, text, instant, object, error };

  Value(std::nullptr_t) noexcept : kind_(Kind::null) {}
  Value(bool value) noexcept : kind_(Kind::boolean) { data_.boolean = value; }
  template <std::signed_integral T>
  Value(T value) noexcept : kind_(Kind::signed_) {
    data_.signed_ = value;
  }
  template <std::unsigned_integral T>
  Value(T value) noexcept : kind_(Kind::unsigned_) {
    data_.unsigned_ = value;
  }
  template <std::floating_point T>
  Value(T value) noexcept : kind_(Kind::real) {
    data_.real = static_cast<double>(value);
  }
  template <std::convertible_to<std::string_view> T>
  Value(const T& value) noexcept : kind_(Kind::text) {
    const std::string_view text = value;
    data_.text = {text.data(), text.size()};
  }
  template <class Rep, class Period>
  Value(std::chrono::duration<Rep, Period> value) noexcept
      : Value(std::chrono::duration<double, std::milli>(value).count()) {}
  Value(Instant value) noexcept : kind_(Kind::instant) { data_.signed_ = value.time_since_epoch().count(); }
  /// A tenon::Error is written with its kind, code and detail, any other exception by its what().
  Value(const std::exception& value) noexcept : kind_(Kind::error) { data_.error = &value; }
  template <class T>
  Value(const std::optional<T>& value) noexcept : Value(value ? Value(*value) : Value(nullptr)) {}
  template <class T>
    requires(text::HasText<T> && !std::derived_from<T, std::exception>)
  Value(const T& value) noexcept : kind_(Kind::object) {
    data_.object = {&value, [](const void* object) { return text::text_of(*static_cast<const T*>(object)); }};
  }

  Kind kind() const noexcept { return kind_; }
  bool boolean() const noexcept { return data_.boolean; }
  std::int64_t signed_number() const noexcept { return data_.signed_; }
  std::uint64_t unsigned_number() const noexcept { return data_.unsigned_; }
  double real() const noexcept { return data_.real; }
  std::string_view text() const noexcept { return {data_.text.data, data_.text.size}; }
  Instant instant() const noexcept { return Instant(std::chrono::microseconds(data_.signed_)); }
  std::string object_text() const { return data_.object.print(data_.object.value); }
  const std::exception& error() const noexcept { return *data_.error; }

 private:
  struct Text {
    const char* data;
    std::size_t size;
  };
  struct Object {
    const void* value;
    std::string (*print)(const void*);
  };
  union Data {
    bool boolean;
    std::int64_t signed_;
    std::uint64_t unsigned_;
    double real;
    Text text;
    Object object;
    const std::exception* error;
  };

  Kind kind_;
  Data data_{};
};

/// A name and a value: `{"orderId", order.id}`.
struct Field {
  std::string_view key;
  Value value;
};

}  // namespace tenon::log
