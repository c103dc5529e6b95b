#include <tenon/app/detail/resource_state.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <tenon/app/detail/resource_input.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::app::detail {
namespace {

/// An id or a time that is made where a row is made is nobody's to choose; the time of the last change even less.
bool is_given_by_server(const schema::Field& field) {
  if (field.is_updated_at) return true;
  if (!field.default_value) return false;
  return field.is_id || field.default_value->kind == schema::DefaultKind::now;
}

bool has_order(const schema::Field& field) {
  return field.kind == schema::FieldKind::enumeration ||
         (field.scalar != schema::Scalar::json && field.scalar != schema::Scalar::bytes);
}

/// The key; of a model that cannot be a resource some field, for the resource is never served.
const schema::Field& id_of(const schema::Model& model) {
  return model.primary_key ? *model.primary_key->fields.front().field : model.fields.front();
}

std::vector<sql::OrderBy> criteria_of(std::string_view order, const std::vector<const schema::Field*>& among,
                                      const OnOrderError& on_error) {
  std::vector<sql::OrderBy> criteria;
  for (std::string_view name : text::split(order, ',')) {
    const bool descending = name.starts_with('-');
    if (descending) name.remove_prefix(1);
    const auto found =
        std::find_if(among.begin(), among.end(), [&](const schema::Field* field) { return field->name == name; });
    const auto given = [&](const sql::OrderBy& criterion) { return criterion.field == *found; };
    if (found == among.end()) {
      on_error("unknown_field", "There is no field \"" + std::string(name) + "\" to sort by");
    } else if (std::any_of(criteria.begin(), criteria.end(), given)) {
      on_error("duplicate_field", "The field \"" + std::string(name) + "\" is given twice");
    } else {
      criteria.push_back({.field = *found, .sort = descending ? sql::desc : sql::asc});
    }
  }
  return criteria;
}

/// Whoever may create rows must be able to give what they cannot do without.
void settle_creation(ResourceState& resource) {
  if (!resource.allows(Action::create)) return;
  for (const schema::Field* field : columns_of(resource.model)) {
    if (contains(resource.writable, field) || !is_required_for_create(*field)) continue;
    resource.add_error("no row can be created, for \"" + field->name +
                       "\" is required, has no default and is not written by clients; give it a @default, or leave "
                       "Action::create out with only()");
  }
}

/// A client need not be able to ask for the default order. What is hidden cannot be sorted by, since cursors hold the
/// values of the order.
void settle_order(ResourceState& resource) {
  std::vector<const schema::Field*> possible;
  for (const schema::Field* field : resource.shown) {
    if (has_order(*field) || contains(resource.sortable, field)) possible.push_back(field);
  }
  for (const schema::Field* field : resource.sortable) {
    if (!resource.shows(*field)) {
      resource.add_error("sort: \"" + field->name +
                         "\" is hidden, and cursors would show it; allowed: " + names_of(possible));
    }
  }
  resource.default_criteria =
      criteria_of(resource.default_order, possible, [&](const std::string&, const std::string& detail) {
        resource.add_error("default_sort(\"" + resource.default_order + "\"): " + detail +
                           "; allowed, with commas between them and - before a descending one: " + names_of(possible));
      });
}

}  // namespace

std::vector<const schema::Field*> columns_of(const schema::Model& model) {
  std::vector<const schema::Field*> columns;
  for (const schema::Field& field : model.fields) {
    if (field.is_column() && !field.is_ignored && field.kind != schema::FieldKind::unsupported) {
      columns.push_back(&field);
    }
  }
  return columns;
}

bool contains(const std::vector<const schema::Field*>& fields, const schema::Field* field) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

std::string names_of(const std::vector<const schema::Field*>& fields) {
  std::string names;
  for (const schema::Field* field : fields) names += (names.empty() ? "" : ", ") + field->name;
  return names;
}

void settle(std::deque<ResourceState>& resources) {
  /// What no resource of the other model hides.
  const auto leave_shown = [&](const schema::Field& relation, std::vector<const schema::Field*>& fields) {
    for (const ResourceState& other : resources) {
      if (&other.model != relation.relation->model) continue;
      std::erase_if(fields, [&](const schema::Field* field) { return !other.shows(*field); });
    }
  };
  for (ResourceState& resource : resources) {
    settle_creation(resource);
    settle_order(resource);
    for (IncludedRelation& relation : resource.relations) leave_shown(*relation.field, relation.shown);
    for (ConnectedRelation& relation : resource.connected) leave_shown(*relation.field, relation.keys);
  }
}

ResourceState::ResourceState(sql::Client& database, const schema::Model& of, std::string at,
                             std::vector<FieldError>& of_application)
    : errors(of_application),
      client(database),
      model(of),
      id(id_of(of)),
      path(std::move(at)),
      name(of.name),
      tag(of.name),
      shown(columns_of(of)) {
  if (!of.primary_key || of.primary_key->fields.size() != 1) {
    add_error("the model cannot be a resource, for its key is not one field; give it an @id of one field");
  }
  for (const schema::Field* field : shown) {
    if (!is_given_by_server(*field)) writable.push_back(field);
    if (has_order(*field)) sortable.push_back(field);
  }
  default_order = id.name;
  actions.assign(std::begin(every_action), std::end(every_action));
}

bool ResourceState::allows(Action action) const noexcept {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

bool ResourceState::shows(const schema::Field& field) const noexcept { return contains(shown, &field); }

sql::Selection ResourceState::selection() const {
  sql::Selection selection;
  selection.fields = shown;
  return selection;
}

void ResourceState::add_error(std::string what) {
  errors.push_back({"resource " + path + " of " + model.name, "bad_resource", std::move(what) + "."});
}

std::vector<sql::OrderBy> parse_order(const ResourceState& resource, std::string_view order,
                                      const OnOrderError& on_error) {
  if (order == resource.default_order) return resource.default_criteria;
  return criteria_of(order, resource.sortable, on_error);
}

}  // namespace tenon::app::detail
