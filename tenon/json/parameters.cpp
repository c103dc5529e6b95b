#include <tenon/json/parameters.hpp>

#include <optional>
#include <string>

#include <tenon/base/text/utf8.hpp>
#include <tenon/json/detail/number_scan.hpp>
#include <tenon/json/detail/scalar.hpp>

namespace tenon::json {

namespace {

std::optional<ValueError> check(const Type& type, const void* value) {
  return type.constraint ? type.constraint->check(value) : std::nullopt;
}

bool is_number(std::string_view text, detail::Number& number) {
  const char* const end = text.data() + text.size();
  return !text.empty() && detail::scan_number(text.data(), end, number) == end;
}

std::optional<ValueError> set_boolean(void* value, std::string_view text) {
  if (text != "true" && text != "false") return ValueError{"wrong_type", "Must be true or false."};
  *static_cast<bool*>(value) = text == "true";
  return std::nullopt;
}

std::optional<ValueError> set_string(const Type& type, void* value, std::string_view text) {
  static_cast<std::string*>(value)->assign(text);
  return check(type, value);
}

std::optional<ValueError> set(const Type& type, void* value, std::string_view text) {
  if (!text::is_utf8(text)) return ValueError{"invalid_utf8", "Not valid UTF-8."};
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
      if (!is_number(text, number) || !detail::to_integer(number))
        return ValueError{"wrong_type", "Must be a whole number."};
      return detail::set_integer(type, value, number);
    case Kind::float32:
    case Kind::float64:
      if (!is_number(text, number)) return ValueError{"wrong_type", "Must be a number."};
      return detail::set_real(type, value, number);
    case Kind::string: return set_string(type, value, text);
    case Kind::text: return detail::set_text(type, value, text);
    case Kind::enumeration: return detail::set_enumerator(type, value, text);
    case Kind::optional: return set(*type.element, type.ops.optional->emplace(value), text);
    default: throw Internal("not_readable", "A text cannot be read as an object, an array or a map.");
  }
}

/// The array that takes all values of a parameter; null for a type that takes one.
const Type* array_of(const Type& type) {
  const Type& held = type.kind == Kind::optional ? *type.element : type;
  return held.kind == Kind::array && held.ops.array->append ? &held : nullptr;
}

/// Sets `value` from one of the texts that a parameter is given. The first one replaces what a default has put there.
std::optional<ValueError> take(const Type& type, void* value, std::string_view text, bool is_first) {
  const Type* const array = array_of(type);
  if (!array) return is_first ? set(type, value, text) : ValueError{"duplicate_field", "Given more than once."};
  if (type.kind == Kind::optional) {
    const OptionalOps& ops = *type.ops.optional;
    value = is_first ? ops.emplace(value) : const_cast<void*>(ops.get(value));  // it was made by the first one
  } else if (is_first) {
    array->ops.array->clear(value);
  }
  return set(*array->element, array->ops.array->append(value), text);
}

/// What is wrong when all texts of a parameter were taken.
std::optional<ValueError> finish(const Type& type, const void* value, bool is_missing) {
  if (const Type* const array = array_of(type)) {
    const void* const items = type.kind == Kind::optional ? type.ops.optional->get(value) : value;
    return items ? check(*array, items) : std::nullopt;
  }
  if (is_missing) return ValueError{"required", "This parameter is required."};
  return std::nullopt;
}

/// Collects errors up to a limit.
class ErrorCollector {
 public:
  explicit ErrorCollector(std::size_t max_errors) : max_errors_(max_errors) {}

  void note(std::optional<ValueError> error, std::string_view name) {
    if (!error || is_full()) return;
    errors_.fields.push_back({std::string(name), std::string(error->code), std::move(error->detail)});
  }
  bool is_full() const { return errors_.fields.size() >= max_errors_; }
  Errors collected() && { return std::move(errors_); }

 private:
  std::size_t max_errors_;
  Errors errors_;
};

}  // namespace

bool is_readable_from_text(const Type& type) {
  if (type.kind == Kind::optional) return is_readable_from_text(*type.element);
  return type.kind <= Kind::string || type.kind == Kind::text || type.kind == Kind::enumeration;
}

Errors read_text(const Type& type, void* value, std::string_view text, std::string_view name) {
  ErrorCollector errors(1);
  errors.note(set(type, value, text), name);
  return std::move(errors).collected();
}

Errors read_parameter(const Type& type, void* value, std::string_view name, std::span<const Parameter> parameters) {
  ErrorCollector errors(ReadOptions{}.max_errors);
  bool is_seen = false;
  for (const auto& [other, text] : parameters) {
    if (other != name) continue;
    errors.note(take(type, value, text, !is_seen), name);
    is_seen = true;
  }
  errors.note(finish(type, value, !is_seen && type.kind != Kind::optional), name);
  return std::move(errors).collected();
}

Errors read_members(const Type& type, void* value, std::span<const Parameter> parameters, const ReadOptions& options) {
  ErrorCollector errors(options.max_errors);
  const std::span<const Member> members = type.members();
  std::uint64_t seen = 0;
  for (const auto& [name, text] : parameters) {
    if (errors.is_full()) break;
    const std::size_t index = type.find_member(name);
    if (index == members.size()) {
      if (!options.ignore_unknown) errors.note(ValueError{"unknown_field", "There is no such parameter."}, name);
      continue;
    }
    const std::uint64_t bit = std::uint64_t{1} << index;
    errors.note(take(*members[index].type, type.locate(members[index], value), text, !(seen & bit)), name);
    seen |= bit;
  }
  for (std::size_t index = 0; index < members.size(); ++index) {
    const bool is_missing = !(seen >> index & 1) && type.requires_member(members[index]);
    errors.note(finish(*members[index].type, type.locate(members[index], value), is_missing), members[index].name);
  }
  errors.note(check(type, value), {});
  return std::move(errors).collected();
}

}  // namespace tenon::json
