#include <tenon/schema/model.hpp>

#include <algorithm>

namespace tenon::schema {
namespace {

template <class Name>
const Field* find_sorted(const std::vector<Field>& fields, const std::vector<std::uint32_t>& order,
                         std::string_view wanted, Name name) noexcept {
  auto at = std::lower_bound(order.begin(), order.end(), wanted, [&](std::uint32_t index, std::string_view text) {
    return std::string_view{fields[index].*name} < text;
  });
  if (at == order.end() || fields[*at].*name != wanted) return nullptr;
  return &fields[*at];
}

}  // namespace

bool RelationEnd::can_be_released() const noexcept {
  return std::any_of(remote.begin(), remote.end(), [](const Field* part) { return !part->is_required(); });
}

std::string Field::type_name() const {
  switch (kind) {
    case FieldKind::scalar: return std::string{to_string(scalar)};
    case FieldKind::enumeration: return enumeration->name;
    case FieldKind::relation: return relation->model->name;
    case FieldKind::composite: return composite->name;
    case FieldKind::unsupported: return "Unsupported(\"" + unsupported + "\")";
  }
  return {};
}

const Field* Model::find_field(std::string_view field_name) const noexcept {
  return find_sorted(fields, by_name, field_name, &Field::name);
}

const Field* Model::find_column(std::string_view column) const noexcept {
  return find_sorted(fields, by_column, column, &Field::db_name);
}

const Index* Model::find_unique(std::string_view client_name) const noexcept {
  if (primary_key && primary_key->name == client_name) return &*primary_key;
  auto at =
      std::find_if(uniques.begin(), uniques.end(), [&](const Index& unique) { return unique.name == client_name; });
  return at == uniques.end() ? nullptr : &*at;
}

const EnumValue* Enum::find(std::string_view value_name) const noexcept {
  auto at = std::find_if(values.begin(), values.end(), [&](const EnumValue& v) { return v.name == value_name; });
  return at == values.end() ? nullptr : &*at;
}

const EnumValue* Enum::find_db(std::string_view value_db_name) const noexcept {
  auto at = std::find_if(values.begin(), values.end(), [&](const EnumValue& v) { return v.db_name == value_db_name; });
  return at == values.end() ? nullptr : &*at;
}

}  // namespace tenon::schema
