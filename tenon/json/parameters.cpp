#include <tenon/json/parameters.hpp>

#include <optional>
#include <string>

#include <tenon/base/text/utf8.hpp>
#include <tenon/json/detail/number_scan.hpp>
#include <tenon/json/detail/scalar.hpp>

namespace tenon::json {

namespace {

std::optional<Fault> check(const Type& type, const void* value) {
  return type.constraint ? type.constraint->check(value) : std::nullopt;
}

bool is_number(std::string_view text, detail::Number& number) {
  const char* const end = text.data() + text.size();
  return !text.empty() && detail::scan_number(text.data(), end, number) == end;
}

std::optional<Fault> set_boolean(void* value, std::string_view text) {
  if (text != "true" && text != "false") return Fault{"wrong_type", "Must be true or false."};
  *static_cast<bool*>(value) = text == "true";
  return std::nullopt;
}

std::optional<Fault> set_string(const Type& type, void* value, std::string_view text) {
  static_cast<std::string*>(value)->assign(text);
  return check(type, value);
}

std::optional<Fault> set(const Type& type, void* value, std::string_view text) {
  if (!text::is_utf8(text)) return Fault{"invalid_utf8", "Is not UTF-8."};
  detail::Number number;
  switch (type.kind) {
    case Kind::boolean: return set_boolean(value, text);
    case Kind::int8:
    case Kind::int16:
    case Kind::int32:
    case Kind::int64:
    case Kind::uint8:
    case Kind::uint16:
    case Kind::uint32:
    case Kind::uint64:
      if (!is_number(text, number) || !number.is_integer) return Fault{"wrong_type", "Must be a whole number."};
      return detail::set_integer(type, value, number);
    case Kind::float32:
    case Kind::float64:
      if (!is_number(text, number)) return Fault{"wrong_type", "Must be a number."};
      return detail::set_real(type, value, number);
    case Kind::string: return set_string(type, value, text);
    case Kind::text: return detail::set_text(type, value, text);
    case Kind::enumeration: return detail::set_enumerator(type, value, text);
    case Kind::optional: return set(*type.element, type.ops.optional->emplace(value), text);
    case Kind::array:
      if (type.ops.array->append) return set(*type.element, type.ops.array->append(value), text);
      [[fallthrough]];
    default: throw Internal("not_readable", "A parameter cannot be read as an object, a map or a std::array.");
  }
}

/// Collects the faults of several members.
class MembersReader {
 public:
  MembersReader(const Type& type, void* value, const ReadOptions& options)
      : type_(type), value_(value), options_(options) {}

  void read(const Parameter& parameter) {
    const auto& [name, text] = parameter;
    const std::size_t index = type_.find_member(name);
    if (index == type_.members().size()) {
      if (!options_.ignore_unknown) note(Fault{"unknown_field", "There is no such parameter."}, name);
      return;
    }
    const Member& member = type_.members()[index];
    const std::uint64_t bit = std::uint64_t{1} << index;
    if (seen_ & bit && member.type->kind != Kind::array) {
      return note(Fault{"duplicate_field", "Is given more than once."}, name);
    }
    if (!(seen_ & bit) && member.type->kind == Kind::array) {
      member.type->ops.array->clear(type_.locate(member, value_));
    }
    seen_ |= bit;
    note(set(*member.type, type_.locate(member, value_), text), name);
  }

  void check_absent_and_arrays() {
    for (const Member& member : type_.members()) {
      const bool is_seen = seen_ >> (&member - type_.members().data()) & 1;
      if (member.type->kind == Kind::array) {
        note(check(*member.type, type_.locate(member, value_)), member.name);
      } else if (!is_seen && type_.requires_member(member)) {
        note(Fault{"required", "Is required."}, member.name);
      }
    }
    note(check(type_, value_), {});
  }

  bool is_full() const { return errors.fields.size() >= options_.max_errors; }

  Errors errors;

 private:
  void note(std::optional<Fault> fault, std::string_view name) {
    if (!fault || is_full()) return;
    errors.fields.push_back({std::string(name), std::string(fault->code), std::move(fault->detail)});
  }

  const Type& type_;
  void* value_;
  const ReadOptions& options_;
  std::uint64_t seen_ = 0;
};

}  // namespace

bool is_readable_from_text(const Type& type) {
  if (type.kind == Kind::optional) return is_readable_from_text(*type.element);
  return type.kind <= Kind::string || type.kind == Kind::text || type.kind == Kind::enumeration;
}

Errors read_text(const Type& type, void* value, std::string_view text, std::string_view name) {
  Errors errors;
  if (std::optional<Fault> fault = set(type, value, text)) {
    errors.fields.push_back({std::string(name), std::string(fault->code), std::move(fault->detail)});
  }
  return errors;
}

Errors read_members(const Type& type, void* value, std::span<const Parameter> parameters, const ReadOptions& options) {
  MembersReader reader(type, value, options);
  for (const Parameter& parameter : parameters) {
    if (reader.is_full()) break;
    reader.read(parameter);
  }
  reader.check_absent_and_arrays();
  return std::move(reader.errors);
}

}  // namespace tenon::json
