#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::json {

class Object;
class Value;
using Array = std::vector<Value>;

/// What a Value holds. A number is an integer whenever it is a whole one that 64 bits hold, however it is written (1.0,
/// 1e3); the others are doubles, -0 among them.
enum class ValueKind : std::uint8_t { null, boolean, int64, uint64, number, string, array, object };

/// Any JSON value, for data whose shape is not known at compile time. 16 bytes; a default one is null.
///
///     Value order = Object{{"id", 7}, {"tags", Array{"new", "gift"}}, {"note", nullptr}};
///     order["tags"].as_array().push_back("late");
///     const Value* first = order.find("/tags/0");
///     std::string text = json::to_string(order);
///
/// An array whose only item is an array is written `Array{Value(Array{7})}`: compilers differ over `Array{Array{7}}`,
/// which is a copy of the inner one for some of them.
///
/// Where the shape is known, read into an aggregate instead (tenon/json/read.hpp): that is faster and checks more.
///
/// The `as_…` accessors throw Invalid "wrong_type" if the value is of another kind.
class Value {
 public:
  constexpr Value() noexcept = default;
  constexpr Value(std::nullptr_t) noexcept {}  // NOLINT(*-explicit-*): all of these are implicit by design
  template <std::same_as<bool> T>
  constexpr Value(T value) noexcept : data_{.boolean = value}, kind_(ValueKind::boolean) {}
  template <std::signed_integral T>
  constexpr Value(T value) noexcept : data_{.int64 = value}, kind_(ValueKind::int64) {}
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  constexpr Value(T value) noexcept : data_{.uint64 = value}, kind_(ValueKind::uint64) {
    if (data_.uint64 <= INT64_MAX) *this = static_cast<std::int64_t>(value);
  }
  constexpr Value(double value) noexcept : data_{.number = value}, kind_(ValueKind::number) {}
  /// A number for which is_rounded() is true.
  static constexpr Value rounded(double nearest) noexcept {
    Value value(nearest);
    value.size_ = 1;
    return value;
  }
  Value(std::string_view text);
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(Array items);
  Value(Object members);

  Value(const Value& other);
  constexpr Value(Value&& other) noexcept
      : data_(other.data_), size_(other.size_), kind_(std::exchange(other.kind_, ValueKind::null)) {}
  Value& operator=(const Value& other) { return *this = Value(other); }
  constexpr Value& operator=(Value&& other) noexcept {
    Value taken(std::move(other));  // before anything is destroyed: it may be a part of this value
    std::swap(data_, taken.data_);
    std::swap(size_, taken.size_);
    std::swap(kind_, taken.kind_);
    return *this;
  }
  constexpr ~Value() {
    if (kind_ >= ValueKind::string) destroy();
  }

  ValueKind kind() const noexcept { return kind_; }
  bool is_null() const noexcept { return kind_ == ValueKind::null; }
  bool is_bool() const noexcept { return kind_ == ValueKind::boolean; }
  /// An integer that 64 bits hold, signed or unsigned.
  bool is_integer() const noexcept { return kind_ == ValueKind::int64 || kind_ == ValueKind::uint64; }
  bool is_number() const noexcept { return is_integer() || kind_ == ValueKind::number; }
  /// A number that was read from a text with more digits than its double keeps: 0.10000000000000000001, 1e-400, 2^70.
  bool is_rounded() const noexcept { return kind_ == ValueKind::number && size_ != 0; }
  bool is_string() const noexcept { return kind_ == ValueKind::string; }
  bool is_array() const noexcept { return kind_ == ValueKind::array; }
  bool is_object() const noexcept { return kind_ == ValueKind::object; }

  bool as_bool() const;
  /// Also throw Invalid "out_of_range" if the number is not an integer of that type.
  std::int64_t as_int64() const;
  std::uint64_t as_uint64() const;
  /// Any number; integers above 2^53 become the nearest double.
  double as_double() const;
  /// Valid until the value changes.
  std::string_view as_string() const;
  const Array& as_array() const&;
  Array& as_array() &;
  Array as_array() &&;
  const Object& as_object() const&;
  Object& as_object() &;
  Object as_object() &&;

  /// The member or item, null if there is none or if this is no object or array. A chain of them reads data that may
  /// lack any part: `event["data"]["items"][0]`. Of a temporary value it is moved out, so that nothing dangles:
  /// `for (const json::Value& item : answer.json()["items"].as_array())`.
  const Value& operator[](std::string_view name) const& noexcept;
  template <std::integral T>  // a template, because 0 would be a name as well
  const Value& operator[](T index) const& noexcept {
    return item(static_cast<std::size_t>(index));
  }
  const Value& operator[](const char* name) const& noexcept { return (*this)[std::string_view(name)]; }
  Value operator[](std::string_view name) && noexcept;
  template <std::integral T>
  Value operator[](T index) && noexcept {
    return taken_item(static_cast<std::size_t>(index));
  }
  Value operator[](const char* name) && noexcept { return std::move(*this)[std::string_view(name)]; }
  /// The member, a new null one if there is none; null itself becomes an object first. Throws as as_object does.
  Value& operator[](std::string_view name) &;
  Value& operator[](const char* name) & { return (*this)[std::string_view(name)]; }
  /// The item; throws Invalid "out_of_range" if there is none.
  template <std::integral T>
  Value& operator[](T index) & {
    return item(static_cast<std::size_t>(index));
  }

  /// The value at a JSON pointer ("/lines/0/quantity", "" is this value); nothing if there is none. Throws Internal
  /// "invalid_pointer" for a text that is no pointer.
  const Value* find(std::string_view pointer) const;

  /// Numbers are equal by value (1 equals 1.0), objects in any order of their members.
  friend bool operator==(const Value& a, const Value& b);

 private:
  const Value& item(std::size_t index) const noexcept;
  Value& item(std::size_t index);
  Value taken_item(std::size_t index) noexcept;
  void destroy() noexcept;

  union Data {
    std::uint64_t uint64 = 0;
    bool boolean;
    std::int64_t int64;
    double number;
    char* text;       // owned, size_ bytes; null when empty
    Array* array;     // owned
    Object* members;  // owned
  };
  Data data_{};
  std::uint32_t size_ = 0;  // of a text; 1 for a number that was rounded
  ValueKind kind_ = ValueKind::null;
};

/// The members of a JSON object in the order in which they were added; no name occurs twice. Finding one takes constant
/// time, also in an object made by somebody who knows the hash function.
class Object {
 public:
  struct Member {
    std::string name;
    Value value;
  };

  Object() = default;
  /// Of several members with the same name the last one counts.
  Object(std::initializer_list<Member> members);

  bool empty() const noexcept { return members_.empty(); }
  std::size_t size() const noexcept { return members_.size(); }

  const Value* find(std::string_view name) const noexcept;
  Value* find(std::string_view name) noexcept;
  bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }
  /// The member, a new null one at the end if there is none.
  Value& operator[](std::string_view name);
  /// A new null member at the end; nothing if the name is taken.
  Value* insert(std::string_view name);
  /// Whether there was one.
  bool erase(std::string_view name);

  /// Names must not be changed through these.
  Member* begin() noexcept { return members_.data(); }
  Member* end() noexcept { return members_.data() + members_.size(); }
  const Member* begin() const noexcept { return members_.data(); }
  const Member* end() const noexcept { return members_.data() + members_.size(); }

  /// The same names with equal values, in any order.
  friend bool operator==(const Object& a, const Object& b);

 private:
  static constexpr std::size_t linear_limit = 16;  // up to so many members, comparing names beats hashing them

  std::size_t position(std::string_view name) const noexcept;
  void add_to_index(std::size_t position);
  void rebuild_index();

  std::vector<Member> members_;
  std::vector<std::uint32_t> index_;  // open addressing: position + 1, or 0; empty up to linear_limit members
};

}  // namespace tenon::json
