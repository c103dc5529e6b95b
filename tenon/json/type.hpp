#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <tenon/base/buffer.hpp>

/// What the run time knows about a C++ type, so that reading, writing and describing JSON are compiled once and not for
/// each type. Templates only make these tables; tenon/json/describe.hpp says how, for which types and how to add your
/// own.
///
///     const json::Type& type = json::type_of<PlaceOrder>();
///     for (const json::Member& member : type.members()) …
namespace tenon::json {

class Object;
struct Type;

enum class Kind : std::uint8_t {
  boolean,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float32,
  float64,
  string,       ///< std::string, or a class whose first and only member is one
  string_view,  ///< std::string_view: can be written only
  text,         ///< written as a string in a form of its own: Uuid, Decimal, Instant, Date, yours
  enumeration,  ///< an enumerator's name
  optional,     ///< a value or null: std::optional, std::unique_ptr
  array,        ///< std::vector, std::array
  map,          ///< names to values of one type: std::map
  object,       ///< an aggregate
  variant,      ///< one of several aggregates, told by a tag
  value,        ///< json::Value: anything
};

/// Why a value is not allowed: code and detail of the FieldError to be made of it.
struct ValueError {
  std::string_view code;  ///< static storage
  std::string detail;
};

/// A limit on the values of a type: that of Text<1, 20>, Email, …
struct Constraint {
  /// What is wrong with the value; nothing if it is allowed.
  std::optional<ValueError> (*check)(const void* value);
  /// Adds its keywords to the JSON Schema of the value.
  void (*describe)(Object& schema);
  /// Arrays only: reading stops to make elements after so many.
  std::size_t max_items = SIZE_MAX;
};

/// Throws Invalid with the error's code and detail if there is one.
void throw_if(std::optional<ValueError> error);

/// How the text of a `Kind::text` is called in errors and in JSON Schema.
struct TextFormat {
  std::string_view code = "invalid_format";         ///< of the FieldError when parsing fails
  std::string_view expected = "Has a wrong form.";  ///< its detail, a sentence
  std::string_view format = {};                     ///< JSON Schema "format"; empty for none
  std::string_view pattern = {};                    ///< JSON Schema "pattern"; empty for none
  bool accepts_number = false;                      ///< a JSON number is read like a string of the same characters
};

struct TextOps {
  TextFormat format;
  /// Appends the complete JSON string, quotes included.
  void (*write)(const void* value, Buffer& out);
  /// Sets the value; false if the text is none of the type.
  bool (*parse)(void* value, std::string_view text);
  /// A default-constructed one, static storage.
  const void* (*fresh)();
};

struct EnumOps {
  std::span<const std::string_view> names;
  std::span<const std::int64_t> values;  ///< of the same length
};

struct OptionalOps {
  const void* (*get)(const void* optional);  ///< the value in it, or null
  void* (*emplace)(void* optional);          ///< makes and returns a default-constructed one
  void (*reset)(void* optional);
  bool omit_when_empty = false;  ///< an empty one is left out of its object when written; otherwise it is null
};

struct ArrayOps {
  struct Items {
    const void* first;
    std::size_t count;
  };
  Items (*items)(const void* array);
  void* (*append)(void* array);  ///< makes and returns one at the end; null for a std::array, which is full already
  void (*clear)(void* array);
};

struct MapOps {
  std::size_t (*size)(const void* map);
  void (*each)(const void* map, void* context, void (*visit)(void* context, std::string_view name, const void* value));
  void* (*insert)(void* map, std::string_view name);  ///< makes and returns one; null if the name is taken
  void (*clear)(void* map);
};

/// A member of an aggregate.
struct Member {
  std::string_view name;    ///< in JSON: camelCase
  std::string_view quoted;  ///< `,"name":`
  const void* place;        ///< in the ghost of the type, see Type::locate
  const Type* type;
};

/// Which members of a default-constructed aggregate hold a value, see describe.hpp.
struct Defaults {
  const void* value;          ///< a default-constructed aggregate, static storage
  std::uint64_t initialised;  ///< bit i: member i has a default member initialiser
};

struct ObjectOps {
  std::span<const Member> members;
  const void* ghost;  ///< an object that is never made; its members' addresses say where the real ones lie
  const Defaults& (*defaults)();
};

struct Alternative {
  std::string_view name;  ///< the tag's value
  const Type* type;
  void* (*emplace)(void* variant);
};

struct VariantOps {
  std::string_view tag;  ///< the tag's name
  std::span<const Alternative> alternatives;
  std::size_t (*index)(const void* variant);
  const void* (*get)(const void* variant);
};

struct Type {
  Kind kind;
  bool is_plain = false;                   ///< default-initialisation leaves all its bytes without a value
  std::uint32_t size = 0;                  ///< sizeof
  std::string_view name = {};              ///< of aggregates and enumerations: "PlaceOrder"
  const Type* element = nullptr;           ///< of optional, array and map
  const Constraint* constraint = nullptr;  ///< null: every value is allowed
  union Ops {                              // the one that belongs to the kind
    const void* none = nullptr;
    const TextOps* text;
    const EnumOps* enumeration;
    const OptionalOps* optional;
    const ArrayOps* array;
    const MapOps* map;
    const ObjectOps* object;
    const VariantOps* variant;
  } ops{};

  /// The members in the order of their declaration; none unless this is an object.
  std::span<const Member> members() const noexcept {
    return kind == Kind::object ? ops.object->members : std::span<const Member>{};
  }
  /// The position of the member of that JSON name; members().size() if there is none.
  std::size_t find_member(std::string_view json_name) const noexcept;
  /// Whether an absent member of this object is an error, see describe.hpp.
  bool requires_member(const Member& member) const;

  /// Where the member lies in an object of this type.
  const void* locate(const Member& member, const void* object) const noexcept {
    return static_cast<const char*>(object) + offset(member);
  }
  void* locate(const Member& member, void* object) const noexcept {
    return static_cast<char*>(object) + offset(member);
  }

 private:
  std::ptrdiff_t offset(const Member& member) const noexcept {
    return static_cast<const char*>(member.place) - static_cast<const char*>(ops.object->ghost);
  }
};

namespace detail {
template <class T>
struct Description {
  static const Type type;  // a variable, so that types can refer to each other in circles
};
}  // namespace detail

/// The description of T: constant data, made by the compiler. T may contain itself (through a vector, say). To call it,
/// include tenon/json/describe.hpp.
template <class T>
constexpr const Type& type_of() noexcept {
  return detail::Description<std::remove_cv_t<T>>::type;
}

}  // namespace tenon::json
