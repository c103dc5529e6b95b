#pragma once

#include <string>

#include <tenon/base/buffer.hpp>
#include <tenon/json/describe.hpp>

/// JSON text of C++ values (RFC 8259), written straight into a buffer: no tree in between, no white space. Members
/// stand in the order of their declaration.
///
/// Writing never fails, so a response cannot break off in the middle. What JSON has no words for is written as null:
/// NaN, infinities, an enumerator without a name. Bytes of a string that are no UTF-8 become U+FFFD.
namespace tenon::json {

/// Appends `value`, which must be of the described type. Values nested beyond reason overflow the stack.
void write(const Type& type, const void* value, Buffer& out);

template <class T>
void write(const T& value, Buffer& out) {
  write(type_of<T>(), &value, out);
}

std::string to_string(const Type& type, const void* value);

template <class T>
std::string to_string(const T& value) {
  return to_string(type_of<T>(), &value);
}

/// For people: two spaces of indentation, each member and item on a line of its own.
std::string to_pretty_string(const Value& value);

/// The same data as a tree.
Value to_value(const Type& type, const void* value);

template <class T>
Value to_value(const T& value) {
  return to_value(type_of<T>(), &value);
}

}  // namespace tenon::json
