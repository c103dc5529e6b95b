#include <tenon/app/detail/resource_input.hpp>

#include <optional>
#include <string>
#include <utility>

#include <tenon/app/detail/limits.hpp>
#include <tenon/app/detail/relation_input.hpp>
#include <tenon/base/error.hpp>
#include <tenon/json/errors.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>
#include <tenon/sql/input.hpp>

namespace tenon::app::detail {
namespace {

/// The members that this resource does not take; what is hidden is as if it did not exist.
std::vector<const schema::Field*> closed_fields(const ResourceState& resource) {
  std::vector<const schema::Field*> closed;
  for (const schema::Field& field : resource.model.fields) {
    if (field.is_column() && !contains(resource.writable, &field)) closed.push_back(&field);
  }
  return closed;
}

void hide(const ResourceState& resource, std::vector<FieldError>& errors) {
  for (FieldError& error : errors) {
    if (error.code != "read_only") continue;
    const schema::Field* field = resource.model.find_field(std::string_view(error.pointer).substr(1));
    if (field && !contains(resource.shown, field)) error = {error.pointer, "unknown_field", "There is no such field."};
  }
}

/// A member that is absent from a whole row gets the default that it would have in a new one; what a new row gets
/// made for it, such as a UUID, is kept.
void reset_absent(const ResourceState& resource, const json::Object& document, sql::Data& data) {
  for (const schema::Field* field : resource.writable) {
    if (document.contains(field->name)) continue;
    if (!field->default_value) {
      data.set(*field, nullptr);
    } else if (field->default_value->kind == schema::DefaultKind::literal) {
      data.set(*field, sql::literal_default(*field));
    }
  }
}

/// Whether a path can hold it, so that the row has an address: a segment "." or ".." means another one, an empty one
/// none, and a NUL is refused in every path.
bool is_addressable(std::string_view key) {
  return !key.empty() && key != "." && key != ".." && key.find('\0') == std::string_view::npos;
}

void check_key(const ResourceState& resource, const sql::Data& data, std::vector<FieldError>& errors) {
  for (const sql::Assignment& assignment : data.values) {
    const auto* key = assignment.field == &resource.id ? assignment.value.get_if<std::string>() : nullptr;
    if (!key || is_addressable(*key)) continue;
    errors.push_back({"/" + resource.id.name, "bad_key", "The address of the row could not hold this."});
  }
}

}  // namespace

bool is_required_for_create(const schema::Field& field) noexcept {
  return field.is_required() && !field.default_value && !field.is_updated_at;
}

sql::Data read_resource_input(const ResourceState& resource, Input input, std::string_view document) {
  const auto value = json::parse_or_throw<json::Value>(document);
  const sql::Purpose purpose = input == Input::update ? sql::Purpose::update : sql::Purpose::create;
  const bool has_relations = !resource.connected.empty() && value.is_object();
  auto data = sql::read_data(resource.model, has_relations ? without_relations(resource, value) : value, purpose,
                             {.read_only = closed_fields(resource), .dialect = &resource.client.dialect()});
  std::vector<FieldError> errors;
  if (!data) errors = data.error();
  if (data) check_key(resource, *data, errors);
  hide(resource, errors);
  if (value.is_object()) check_limits(resource, value.as_object(), errors);
  sql::List<sql::RelationWrite> relations;
  if (has_relations) relations = read_relations(resource, input, value.as_object(), errors);
  if (!errors.empty()) json::throw_invalid({std::nullopt, std::move(errors)});
  data->relations = std::move(relations);
  if (input == Input::replace) reset_absent(resource, value.as_object(), *data);
  return std::move(*data);
}

}  // namespace tenon::app::detail
