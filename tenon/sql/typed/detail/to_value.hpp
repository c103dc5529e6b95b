#pragma once

#include <optional>
#include <string>
#include <type_traits>

#include <tenon/json/value.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/value.hpp>

/// Members of typed arguments as values of the core. For enums, the generated code adds an overload for its own.
namespace tenon::sql::typed {

template <class T>
  requires(std::is_constructible_v<Value, const T&> && !std::is_enum_v<T> && !std::is_same_v<T, json::Value>)
Value to_value(const T& value) {
  return Value(value);
}
inline Value to_value(const json::Value& value) { return JsonText{json::to_string(value)}; }

template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value();
}

}  // namespace tenon::sql::typed
