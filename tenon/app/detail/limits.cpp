#include <tenon/app/detail/limits.hpp>

#include <algorithm>
#include <utility>

#include <tenon/json/pointer.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

namespace tenon::app::detail {
namespace {

using json::Kind;
using schema::Scalar;

const json::Type& value_type(const json::Type& type) { return type.kind == Kind::optional ? *type.element : type; }

bool suits(const json::Type& type, const schema::Field& field) {
  if (field.kind == schema::FieldKind::enumeration) return type.kind == Kind::enumeration || type.kind == Kind::string;
  if (field.scalar == Scalar::json) return true;
  switch (type.kind) {
    case Kind::boolean: return field.scalar == Scalar::boolean;
    case Kind::int8:
    case Kind::int16:
    case Kind::int32:
    case Kind::int64:
    case Kind::uint8:
    case Kind::uint16:
    case Kind::uint32:
    case Kind::uint64: return field.scalar == Scalar::int_ || field.scalar == Scalar::big_int;
    case Kind::float32:
    case Kind::float64: return field.scalar == Scalar::float_;
    case Kind::enumeration:
    case Kind::string: return field.scalar == Scalar::string;
    case Kind::text:
      if (type.ops.text->format.accepts_number) return field.scalar == Scalar::decimal;
      return field.scalar == Scalar::string || field.scalar == Scalar::date_time;
    default: return false;
  }
}

std::string pointer_to(std::string_view name) {
  std::string pointer;
  json::append_to_pointer(pointer, name);
  return pointer;
}

}  // namespace

std::string misfit(const json::Type& type, const schema::Field& field, bool may_be_null) {
  if (!suits(value_type(type), field)) return "is of another type than the column, which is " + field.type_name();
  if (may_be_null && !field.is_required() && type.kind != Kind::optional) return "must be a std::optional";
  return {};
}

void check_limits(const ResourceState& resource, const json::Object& document, std::vector<FieldError>& errors) {
  if (!resource.limits) return;
  json::Object given;
  for (const json::Member& member : resource.limits->members()) {
    const json::Value* value = document.find(member.name);
    if (!value || value->is_null()) continue;
    const std::string pointer = pointer_to(member.name);
    const bool is_told =
        std::any_of(errors.begin(), errors.end(), [&](const FieldError& error) { return error.pointer == pointer; });
    if (!is_told) given[member.name] = *value;
  }
  json::Errors found = resource.read_limits(json::to_string(json::Value(given)));
  for (FieldError& error : found.fields) {
    const bool is_absent = error.code == "required" && error.pointer.find('/', 1) == std::string::npos &&
                           !given.contains(std::string_view(error.pointer).substr(1));
    if (!is_absent && errors.size() < json::ReadOptions{}.max_errors) errors.push_back(std::move(error));
  }
}

const json::Type* limit_of(const ResourceState& resource, const schema::Field& field) {
  if (!resource.limits) return nullptr;
  const std::size_t at = resource.limits->find_member(field.name);
  return at < resource.limits->members().size() ? &value_type(*resource.limits->members()[at].type) : nullptr;
}

}  // namespace tenon::app::detail
