#include <tenon/json/write.hpp>

#include <cstring>

#include <tenon/json/detail/number_text.hpp>
#include <tenon/json/detail/output.hpp>
#include <tenon/json/read.hpp>

namespace tenon::json {

namespace {

using detail::max_number_size;
using detail::Output;
using detail::write_integer;
using detail::write_real;
using detail::write_string;

static_assert(max_number_size < Output::slack);

template <class T>
const T& as(const void* value) noexcept {
  return *static_cast<const T*>(value);
}

/// A copy, because an enumeration and `long long` are no std::int64_t to the compiler.
template <class T>
T load(const void* value) noexcept {
  T copy;
  std::memcpy(&copy, value, sizeof copy);
  return copy;
}

char* write_literal(char* p, std::string_view text) noexcept {
  std::memcpy(p, text.data(), text.size());
  return p + text.size();
}

// Each function is given the slack of the output at `p` and may use it up.
char* write_any(Output& output, char* p, const Type& type, const void* value);

std::int64_t enumerator(const Type& type, const void* value) noexcept {
  switch (type.size) {
    case 1: return load<std::int8_t>(value);
    case 2: return load<std::int16_t>(value);
    case 4: return load<std::int32_t>(value);
    default: return load<std::int64_t>(value);
  }
}

char* write_enumeration(Output& output, char* p, const Type& type, const void* value) {
  const EnumOps& ops = *type.ops.enumeration;
  const std::int64_t wanted = enumerator(type, value);
  // Most enumerations count from 0.
  auto i = static_cast<std::size_t>(wanted);
  if (i >= ops.values.size() || ops.values[i] != wanted) {
    for (i = 0; i < ops.values.size() && ops.values[i] != wanted; ++i) {
    }
  }
  return i < ops.names.size() ? write_string(output, p, ops.names[i]) : write_literal(p, "null");
}

/// The members with commas between them; before the first one if `needs_comma`.
char* write_members(Output& output, char* p, const Type& type, const void* value, bool needs_comma) {
  for (const Member& member : type.ops.object->members) {
    const Type* member_type = member.type;
    const void* place = type.locate(member, value);
    if (member_type->kind == Kind::optional) {
      const OptionalOps& optional = *member_type->ops.optional;
      place = optional.get(place);
      if (!place && optional.omit_when_empty) continue;
      member_type = member_type->element;
    }
    p = output.ensure(p, member.quoted.size());
    p = detail::copy_in_blocks(p, needs_comma ? member.quoted : member.quoted.substr(1));
    p = place ? write_any(output, p, *member_type, place) : write_literal(p, "null");
    needs_comma = true;
  }
  return p;
}

char* open(Output& output, char* p, char bracket) {
  p = output.ensure(p, 1);
  *p++ = bracket;
  return p;
}

char* close(Output& output, char* p, char bracket) { return open(output, p, bracket); }

char* write_object(Output& output, char* p, const Type& type, const void* value) {
  p = open(output, p, '{');
  p = write_members(output, p, type, value, false);
  return close(output, p, '}');
}

char* write_variant(Output& output, char* p, const Type& type, const void* value) {
  const VariantOps& ops = *type.ops.variant;
  const Alternative& alternative = ops.alternatives[ops.index(value)];
  p = open(output, p, '{');
  p = write_string(output, p, ops.tag);
  *p++ = ':';
  p = write_string(output, p, alternative.name);
  p = write_members(output, p, *alternative.type, ops.get(value), true);
  return close(output, p, '}');
}

char* write_array(Output& output, char* p, const Type& type, const void* value) {
  const auto [first, count] = type.ops.array->items(value);
  const Type& element = *type.element;
  p = open(output, p, '[');
  const char* item = static_cast<const char*>(first);
  for (std::size_t i = 0; i < count; ++i, item += element.size) {
    p = output.ensure(p, 1);
    if (i > 0) *p++ = ',';
    p = write_any(output, p, element, item);
  }
  return close(output, p, ']');
}

char* write_map(Output& output, char* p, const Type& type, const void* value) {
  struct Context {
    Output& output;
    char* p;
    const Type& element;
    bool needs_comma = false;
  };
  Context context{output, open(output, p, '{'), *type.element};
  type.ops.map->each(value, &context, [](void* pointer, std::string_view name, const void* item) {
    auto& [out, end, element, needs_comma] = *static_cast<Context*>(pointer);
    end = out.ensure(end, 2);
    if (needs_comma) *end++ = ',';
    end = write_string(out, end, name);
    *end++ = ':';
    end = write_any(out, out.ensure(end, 0), element, item);
    needs_comma = true;
  });
  return close(output, context.p, '}');
}

char* write_value(Output& output, char* p, const Value& value) {
  switch (value.kind()) {
    case ValueKind::null: return write_literal(p, "null");
    case ValueKind::boolean: return write_literal(p, value.as_bool() ? "true" : "false");
    case ValueKind::int64: return write_integer(p, value.as_int64());
    case ValueKind::uint64: return write_integer(p, value.as_uint64());
    case ValueKind::number: return write_real(p, value.as_double());
    case ValueKind::string: return write_string(output, p, value.as_string());
    case ValueKind::array: return write_any(output, p, type_of<Array>(), &value.as_array());
    case ValueKind::object: return write_any(output, p, type_of<Object>(), &value.as_object());
  }
  return p;
}

char* write_optional(Output& output, char* p, const Type& type, const void* value) {
  const void* const held = type.ops.optional->get(value);
  return held ? write_any(output, p, *type.element, held) : write_literal(p, "null");
}

char* write_any(Output& output, char* p, const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean: return write_literal(p, as<bool>(value) ? "true" : "false");
    case Kind::int8: return write_integer(p, std::int64_t{load<std::int8_t>(value)});
    case Kind::int16: return write_integer(p, std::int64_t{load<std::int16_t>(value)});
    case Kind::int32: return write_integer(p, std::int64_t{load<std::int32_t>(value)});
    case Kind::int64: return write_integer(p, load<std::int64_t>(value));
    case Kind::uint8: return write_integer(p, std::uint64_t{load<std::uint8_t>(value)});
    case Kind::uint16: return write_integer(p, std::uint64_t{load<std::uint16_t>(value)});
    case Kind::uint32: return write_integer(p, std::uint64_t{load<std::uint32_t>(value)});
    case Kind::uint64: return write_integer(p, load<std::uint64_t>(value));
    case Kind::float32: return write_real(p, as<float>(value));
    case Kind::float64: return write_real(p, as<double>(value));
    case Kind::string: return write_string(output, p, as<std::string>(value));
    case Kind::string_view: return write_string(output, p, as<std::string_view>(value));
    case Kind::text: return output.append(p, [&](Buffer& out) { type.ops.text->write(value, out); });
    case Kind::enumeration: return write_enumeration(output, p, type, value);
    case Kind::optional: return write_optional(output, p, type, value);
    case Kind::array: return write_array(output, p, type, value);
    case Kind::map: return write_map(output, p, type, value);
    case Kind::object: return write_object(output, p, type, value);
    case Kind::variant: return write_variant(output, p, type, value);
    case Kind::value: return write_value(output, p, as<Value>(value));
  }
  return p;
}

}  // namespace

void write(const Type& type, const void* value, Buffer& out) {
  Output output(out);
  output.end(write_any(output, output.begin(), type, value));
}

std::string to_string(const Type& type, const void* value) {
  Buffer out;
  write(type, value, out);
  return std::string(out.view());
}

Value to_value(const Type& type, const void* value) {
  Buffer out;
  write(type, value, out);
  return parse(out.view(), {.max_depth = SIZE_MAX}).value();
}

}  // namespace tenon::json
