#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include <tenon/base/buffer.hpp>
#include <tenon/json/type.hpp>

namespace tenon::json {

/// Writes a document piece by piece, for shapes that are known only while it is written: rows of a query, problem
/// details. Commas and quotes are its work; that names alternate with values and that brackets match is the caller's.
///
///     Writer json{buffer};
///     json.begin_object().name("id").number(7).name("tags").begin_array().string("new").end_array().end_object();
///
/// The buffer must outlive it and holds all that was written after each call.
class Writer {
 public:
  explicit Writer(Buffer& out) noexcept : out_(out) {}

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& name(std::string_view name);

  Writer& null();
  Writer& boolean(bool value);
  template <std::signed_integral T>
  Writer& number(T value) {
    return signed_number(value);
  }
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  Writer& number(T value) {
    return unsigned_number(value);
  }
  /// The shortest text that reads back as the same number; null for NaN and infinities.
  Writer& number(double value);
  /// Bytes that are no UTF-8 become U+FFFD.
  Writer& string(std::string_view text);
  /// Any value with a description.
  Writer& value(const Type& type, const void* value);
  template <class T>
  Writer& value(const T& value) {
    return this->value(type_of<T>(), &value);
  }
  /// A complete JSON value as it is; nothing is checked.
  Writer& raw(std::string_view json);

 private:
  Writer& signed_number(std::int64_t value);
  Writer& unsigned_number(std::uint64_t value);
  void separate();

  Buffer& out_;
  bool needs_comma_ = false;
};

}  // namespace tenon::json
