#include <tenon/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include <tenon/base/error.hpp>
#include <tenon/base/text/numbers.hpp>

namespace tenon::json {

namespace {

[[noreturn]] void throw_wrong_type(std::string_view expected) {
  throw Invalid("wrong_type", "Expected " + std::string(expected) + ".");
}

const Value null;

/// Whether it has no fraction and lies in [low, high).
bool is_whole(double number, double low, double high) {
  return number >= low && number < high && std::trunc(number) == number;
}

bool equals(std::int64_t integer, double number) {
  return is_whole(number, -0x1p63, 0x1p63) && static_cast<std::int64_t>(number) == integer;
}

bool equals(std::uint64_t integer, double number) {
  return is_whole(number, 0, 0x1p64) && static_cast<std::uint64_t>(number) == integer;
}

/// "~1" is "/" and "~0" is "~" (RFC 6901, 4); nothing else follows a "~".
std::string unescape(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      name += token[i];
    } else if (++i < token.size() && (token[i] == '0' || token[i] == '1')) {
      name += token[i] == '0' ? '~' : '/';
    } else {
      throw Internal("invalid_pointer", "A JSON pointer has a '~' without '0' or '1'.");
    }
  }
  return name;
}

const Value* step(const Value& value, std::string_view token) {
  if (value.is_object()) return value.as_object().find(unescape(token));
  if (!value.is_array()) return nullptr;
  if (token.size() > 1 && token.front() == '0') return nullptr;
  const auto index = text::parse_uint64(token);
  const Array& items = value.as_array();
  return index && *index < items.size() ? &items[*index] : nullptr;
}

}  // namespace

Value::Value(std::string_view text) : kind_(ValueKind::string) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    kind_ = ValueKind::null;
    throw Internal("text_too_long", "A json::Value holds texts of less than 4 GiB.");
  }
  data_.text = nullptr;
  if (text.empty()) return;
  data_.text = new char[text.size()];
  std::memcpy(data_.text, text.data(), text.size());
  size_ = static_cast<std::uint32_t>(text.size());
}

Value::Value(Array items) : data_{.array = new Array(std::move(items))}, kind_(ValueKind::array) {}

Value::Value(Object members) : data_{.members = new Object(std::move(members))}, kind_(ValueKind::object) {}

Value::Value(const Value& other) {
  switch (other.kind_) {
    case ValueKind::string: *this = Value(other.as_string()); break;
    case ValueKind::array: *this = Value(*other.data_.array); break;
    case ValueKind::object: *this = Value(*other.data_.members); break;
    default:
      data_ = other.data_;
      size_ = other.size_;
      kind_ = other.kind_;
  }
}

void Value::destroy() noexcept {
  if (kind_ == ValueKind::string) delete[] data_.text;
  if (kind_ == ValueKind::array) delete data_.array;
  if (kind_ == ValueKind::object) delete data_.members;
}

bool Value::as_bool() const {
  if (!is_bool()) throw_wrong_type("true or false");
  return data_.boolean;
}

std::int64_t Value::as_int64() const {
  if (kind_ == ValueKind::int64) return data_.int64;
  const double number = as_double();
  if (kind_ == ValueKind::uint64 || !is_whole(number, -0x1p63, 0x1p63)) {
    throw Invalid("out_of_range", "The number is not a whole one of 64 bits.");
  }
  return static_cast<std::int64_t>(number);
}

std::uint64_t Value::as_uint64() const {
  if (kind_ == ValueKind::uint64) return data_.uint64;
  if (kind_ == ValueKind::int64 && data_.int64 >= 0) return static_cast<std::uint64_t>(data_.int64);
  const double number = as_double();
  if (!is_whole(number, 0, 0x1p64)) {
    throw Invalid("out_of_range", "The number is not a whole one of 64 bits without sign.");
  }
  return static_cast<std::uint64_t>(number);
}

double Value::as_double() const {
  switch (kind_) {
    case ValueKind::number: return data_.number;
    case ValueKind::int64: return static_cast<double>(data_.int64);
    case ValueKind::uint64: return static_cast<double>(data_.uint64);
    default: throw_wrong_type("a number");
  }
}

std::string_view Value::as_string() const {
  if (!is_string()) throw_wrong_type("a string");
  return {data_.text, size_};
}

const Array& Value::as_array() const& {
  if (!is_array()) throw_wrong_type("an array");
  return *data_.array;
}

Array& Value::as_array() & {
  if (!is_array()) throw_wrong_type("an array");
  return *data_.array;
}

const Object& Value::as_object() const& {
  if (!is_object()) throw_wrong_type("an object");
  return *data_.members;
}

Object& Value::as_object() & {
  if (!is_object()) throw_wrong_type("an object");
  return *data_.members;
}

const Value& Value::operator[](std::string_view name) const& noexcept {
  const Value* const found = is_object() ? data_.members->find(name) : nullptr;
  return found ? *found : null;
}

const Value& Value::item(std::size_t index) const noexcept {
  return is_array() && index < data_.array->size() ? (*data_.array)[index] : null;
}

Value Value::operator[](std::string_view name) && noexcept {
  Value* const member = kind_ == ValueKind::object ? data_.members->find(name) : nullptr;
  return member ? std::move(*member) : Value();
}

Value Value::taken_item(std::size_t index) noexcept {
  if (kind_ != ValueKind::array || index >= data_.array->size()) return {};
  return std::move((*data_.array)[index]);
}

Array Value::as_array() && { return std::move(as_array()); }
Object Value::as_object() && { return std::move(as_object()); }

Value& Value::operator[](std::string_view name) & {
  if (is_null()) *this = Object{};
  return as_object()[name];
}

Value& Value::item(std::size_t index) {
  Array& items = as_array();
  if (index >= items.size()) throw Invalid("out_of_range", "The array has no item " + std::to_string(index) + ".");
  return items[index];
}

const Value* Value::find(std::string_view pointer) const {
  if (!pointer.empty() && pointer.front() != '/') {
    throw Internal("invalid_pointer", "A JSON pointer begins with '/' or is empty.");
  }
  const Value* value = this;
  while (value && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    value = step(*value, pointer.substr(0, end));
    pointer.remove_prefix(end);
  }
  return value;
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind_ > b.kind_) return b == a;
  if (a.kind_ != b.kind_) {
    if (b.kind_ != ValueKind::number) return false;
    if (a.kind_ == ValueKind::int64) return equals(a.data_.int64, b.data_.number);
    return a.kind_ == ValueKind::uint64 && equals(a.data_.uint64, b.data_.number);
  }
  switch (a.kind_) {
    case ValueKind::null: return true;
    case ValueKind::boolean: return a.data_.boolean == b.data_.boolean;
    case ValueKind::int64: return a.data_.int64 == b.data_.int64;
    case ValueKind::uint64: return a.data_.uint64 == b.data_.uint64;
    case ValueKind::number: return a.data_.number == b.data_.number;
    case ValueKind::string: return a.as_string() == b.as_string();
    case ValueKind::array: return *a.data_.array == *b.data_.array;
    case ValueKind::object: return *a.data_.members == *b.data_.members;
  }
  return false;
}

}  // namespace tenon::json
