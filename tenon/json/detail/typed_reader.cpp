#include <tenon/json/detail/typed_reader.hpp>

#include <memory>
#include <string>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/json/detail/scalar.hpp>

namespace tenon::json::detail {

namespace {

bool begins_number(char c) noexcept { return text::is_digit(c) || c == '-'; }

/// `count` bits, at most 64.
std::uint64_t bits_below(std::size_t count) noexcept { return count == 0 ? 0 : ~std::uint64_t{0} >> (64 - count); }

[[noreturn, gnu::cold]] void throw_not_readable() {
  throw Internal("not_readable", "A std::string_view cannot be read: nothing holds its text.");
}

/// As `target = text`, which first asks what the target has room for: here it is empty.
void set_string(std::string& target, std::string_view text) {
  if (text.size() <= target.capacity()) {
    target.assign(text);
  } else {
    target = std::string(text);
  }
}

}  // namespace

const char* TypedReader::read(const char* p, const Type& type, void* value) {
  switch (type.kind) {
    case Kind::boolean: return read_boolean(p, value);
    case Kind::int8:
    case Kind::int16:
    case Kind::int32:
    case Kind::int64:
    case Kind::uint8:
    case Kind::uint16:
    case Kind::uint32:
    case Kind::uint64: return read_integer(p, type, value);
    case Kind::float32:
    case Kind::float64: return read_real(p, type, value);
    case Kind::string: return read_plain_string(p, type, value);
    case Kind::string_view: throw_not_readable();
    case Kind::text: return read_text(p, type, value);
    case Kind::enumeration: return read_enumerator(p, type, value);
    case Kind::optional: return read_optional(p, type, value);
    case Kind::array: return read_array(p, type, value);
    case Kind::map: return read_map(p, type, value);
    case Kind::object: return read_object(p, type, value, std::nullopt);
    case Kind::variant: return read_variant(p, type, value);
    case Kind::value: return read_value(p, *static_cast<Value*>(value));
  }
  return nullptr;
}

const char* TypedReader::read_boolean(const char* p, void* value) {
  const char first = peek(p);
  if (first != 't' && first != 'f') return wrong_type(p, "true or false");
  *static_cast<bool*>(value) = first == 't';
  return first == 't' ? read_literal(p, "true") : read_literal(p, "false");
}

const char* TypedReader::read_integer(const char* p, const Type& type, void* value) {
  SmallNumber number;
  const char* const end = scan_small_number(p, end_, number);
  if (!end || number.decimals > 0 || number.digits >> (8 * type.size - 1) != 0) return read_any_integer(p, type, value);
  store_integer(value, type.size, static_cast<std::int64_t>(number.digits));
  return check(end, type, value);
}

const char* TypedReader::read_any_integer(const char* p, const Type& type, void* value) {
  if (!begins_number(peek(p))) return wrong_type(p, "a whole number");
  Number number;
  const char* const after = read_number(p, number);
  if (!after) return nullptr;
  if (!to_integer(number)) return wrong_type(p, "a whole number");
  return check(after, set_integer(type, value, number));
}

const char* TypedReader::read_real(const char* p, const Type& type, void* value) {
  SmallNumber number;
  const char* const end = scan_small_number(p, end_, number);
  if (!end || type.kind != Kind::float64) return read_any_real(p, type, value);
  *static_cast<double*>(value) = number.to_double();
  return check(end, type, value);
}

const char* TypedReader::read_any_real(const char* p, const Type& type, void* value) {
  if (!begins_number(peek(p))) return wrong_type(p, "a number");
  Number number;
  const char* const after = read_number(p, number);
  return after ? check(after, set_real(type, value, number)) : nullptr;
}

const char* TypedReader::read_plain_string(const char* p, const Type& type, void* value) {
  if (peek(p) != '"') return wrong_type(p, "a string");
  std::string_view text;
  p = read_string(p + 1, text);
  if (!p) return nullptr;
  set_string(*static_cast<std::string*>(value), text);
  return check(p, type, value);
}

const char* TypedReader::read_text(const char* p, const Type& type, void* value) {
  const TextOps& ops = *type.ops.text;
  std::string_view text;
  if (peek(p) == '"') {
    p = read_string(p + 1, text);
  } else if (ops.format.accepts_number && begins_number(peek(p))) {
    Number number;
    p = read_number(p, number);
    text = number.text;
  } else {
    return wrong_type(p, "a string");
  }
  if (!p) return nullptr;
  return ops.parse(value, text) ? check(p, type, value) : check(p, format_error(ops));
}

const char* TypedReader::read_enumerator(const char* p, const Type& type, void* value) {
  if (peek(p) != '"') return wrong_type(p, "a string");
  std::string_view name;
  p = read_string(p + 1, name);
  return p ? check(p, set_enumerator(type, value, name)) : nullptr;
}

const char* TypedReader::read_optional(const char* p, const Type& type, void* value) {
  const OptionalOps& ops = *type.ops.optional;
  // The inner one of a std::optional<std::optional<T>> is the one that null empties.
  if (peek(p) == 'n' && type.element->kind != Kind::optional) {
    ops.reset(value);
    return read_literal(p, "null");
  }
  return read(p, *type.element, ops.emplace(value));
}

const char* TypedReader::read_array(const char* p, const Type& type, void* value) {
  if (peek(p) != '[') return wrong_type(p, "an array");
  if (!enter(p)) return nullptr;
  const ArrayOps& ops = *type.ops.array;
  const bool is_fixed = ops.append == nullptr;
  const ArrayOps::Items fixed = is_fixed ? ops.items(value) : ArrayOps::Items{};
  if (!is_fixed) ops.clear(value);
  const std::size_t limit = is_fixed ? fixed.count : type.constraint ? type.constraint->max_items : npos;

  Place place{place_};
  place_ = &place;
  place.index = 0;
  p = skip_space(p + 1);
  bool more = peek(p) != ']';
  if (!more) ++p;
  for (; more; ++place.index) {
    if (place.index < limit) {
      void* const item =
          is_fixed ? const_cast<char*>(static_cast<const char*>(fixed.first)) + place.index * type.element->size
                   : ops.append(value);
      p = read(p, *type.element, item);
    } else {
      if (place.index == limit && !is_fixed) ops.append(value);  // one too many, for the constraint to see
      p = skip(p);
    }
    if (!p) return nullptr;
    p = read_separator(p, ']', more);
    if (!p) return nullptr;
  }
  place_ = place.parent;
  leave();
  if (is_fixed && place.index != limit) {
    const bool too_few = place.index < limit;
    return note(ValueError{too_few ? "too_few" : "too_many", "Must have " + std::to_string(limit) + " items."})
               ? p
               : nullptr;
  }
  return check(p, type, value);
}

const char* TypedReader::read_map(const char* p, const Type& type, void* value) {
  if (peek(p) != '{') return wrong_type(p, "an object");
  if (!enter(p)) return nullptr;
  const MapOps& ops = *type.ops.map;
  ops.clear(value);
  std::string name;
  Place place{place_};
  place_ = &place;
  p = skip_space(p + 1);
  bool more = peek(p) != '}';
  if (!more) ++p;
  while (more) {
    const char* const name_place = p;
    std::string_view text;
    p = read_name(p, text);
    if (!p) return nullptr;
    place.name = name.assign(text);
    void* const item = ops.insert(value, name);
    if (!item) return fail_duplicate(name_place);
    p = read(p, *type.element, item);
    if (!p) return nullptr;
    p = read_separator(p, '}', more);
    if (!p) return nullptr;
  }
  place_ = place.parent;
  leave();
  return check(p, type, value);
}

const char* TypedReader::read_object(const char* p, const Type& type, void* value,
                                     std::optional<std::string_view> tag) {
  if (peek(p) != '{') return wrong_type(p, "an object");
  if (!enter(p)) return nullptr;
  const std::span<const Member> members = type.members();
  const Member* member = members.data();  // to be expected next: documents mostly have the order of the type
  const Member* const end = member + members.size();
  std::uint64_t bit = 1;  // of the member
  std::uint64_t seen = 0;
  std::unique_ptr<Object> others;

  Place place{place_};
  place_ = &place;
  p = skip_space(p + 1);
  bool more = peek(p) != '}';
  if (!more) ++p;
  while (more) {
    const char* name_place = p;
    if (member != end && begins_with_name(p, *member)) {
      p = skip_space(p + member->quoted.size() - 1);
    } else {
      p = read_name(p, place.name);
      if (!p) return nullptr;
      const std::size_t index = type.find_member(place.name);
      member = members.data() + index;
      if (member != end) bit = std::uint64_t{1} << index;
    }
    if (member == end) {
      if (!others) others = std::make_unique<Object>();
      if (!others->insert(place.name)) return fail_duplicate(name_place);
      p = place.name == tag ? skip(p) : read_unknown(p);
      if (!p) return nullptr;
    }
    while (member != end) {
      if (seen & bit) return fail_duplicate(name_place);
      seen |= bit;
      place.name = member->name;  // of the type: strings of the document last until the next one is read
      p = read(p, *member->type, type.locate(*member, value));
      if (!p) return nullptr;
      ++member;
      bit <<= 1;
      if (member == end || !begins_with_next(p, *member)) break;
      name_place = p + 1;
      p = skip_space(p + member->quoted.size());
    }
    p = read_separator(p, '}', more);
    if (!p) return nullptr;
  }
  place_ = place.parent;
  leave();
  const std::uint64_t absent = bits_below(members.size()) & ~seen;
  return absent == 0 || check_absent(type, absent) ? check(p, type, value) : nullptr;
}

const char* TypedReader::read_unknown(const char* p) {
  if (!options_.ignore_unknown && !note(ValueError{"unknown_field", "There is no such field."})) return nullptr;
  return skip(p);
}

const char* TypedReader::read_variant(const char* p, const Type& type, void* value) {
  if (peek(p) != '{') return wrong_type(p, "an object");
  const VariantOps& ops = *type.ops.variant;
  std::optional<std::string> name;
  if (!enter(p) || !find_tag(p, ops.tag, name)) return nullptr;
  leave();
  if (!name) return note(ValueError{"required", "This field is required."}, ops.tag) ? skip(p) : nullptr;
  for (const Alternative& alternative : ops.alternatives) {
    if (alternative.name != *name) continue;
    return read_object(p, *alternative.type, alternative.emplace(value), ops.tag);
  }
  ValueError error = none_of(ops.alternatives, [](const Alternative& alternative) { return alternative.name; });
  return note(std::move(error), ops.tag) ? skip(p) : nullptr;
}

bool TypedReader::find_tag(const char* p, std::string_view tag, std::optional<std::string>& value) {
  p = skip_space(p + 1);
  bool more = peek(p) != '}';
  while (more) {
    std::string_view text;
    p = read_name(p, text);
    if (!p) return false;
    if (text == tag) {
      const bool is_string = peek(p) == '"';
      if (is_string && !read_string(p + 1, text)) return false;
      value = is_string ? text : std::string_view();
      return true;
    }
    p = skip(p);
    if (!p) return false;
    p = read_separator(p, '}', more);
    if (!p) return false;
  }
  return true;
}

const char* TypedReader::skip(const char* p) {
  Value ignored;
  return read_value(p, ignored);
}

}  // namespace tenon::json::detail
