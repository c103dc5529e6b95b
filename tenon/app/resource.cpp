#include <tenon/app/resource.hpp>

#include <algorithm>

#include <tenon/app/detail/limits.hpp>
#include <tenon/app/detail/resource_input.hpp>
#include <tenon/app/detail/resource_state.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::app {

using detail::Filterable;
using detail::ResourceState;

namespace {

[[noreturn]] void misuse(const ResourceState& resource, const std::string& what) {
  throw Invalid{"bad_resource", "The resource " + resource.path + " of model " + resource.model.name + ": " + what};
}

const schema::Field& column(const ResourceState& resource, const schema::Model& model, std::string_view name) {
  const schema::Field* field = model.find_field(name);
  if (!field || !field->is_column() || field->is_ignored) {
    misuse(resource, "there is no column \"" + std::string(name) + "\" in " + model.name + ".");
  }
  return *field;
}

const schema::Field& relation(const ResourceState& resource, std::string_view name) {
  const schema::Field* field = resource.model.find_field(name);
  if (!field || !field->is_relation()) misuse(resource, "there is no relation \"" + std::string(name) + "\".");
  return *field;
}

Filterable filterable(const ResourceState& resource, std::string_view name) {
  Filterable filter{std::string(name), nullptr, nullptr};
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) {
    const schema::Field* field = resource.model.find_field(name);
    if (field && field->is_relation() && !field->is_list() && field->relation->holds_key &&
        field->relation->local.size() == 1) {
      filter.field = field->relation->local.front();
    } else {
      filter.field = &column(resource, resource.model, name);
    }
    return filter;
  }
  filter.relation = &relation(resource, name.substr(0, dot));
  if (filter.relation->is_list()) misuse(resource, "a filter can only follow to-one relations.");
  filter.field = &column(resource, *filter.relation->relation->model, name.substr(dot + 1));
  return filter;
}

void erase(std::vector<const schema::Field*>& fields, const schema::Field& field) { std::erase(fields, &field); }

/// An id or a time that is made where a row is made is nobody's to choose; the time of the last change even less.
bool is_given_by_server(const schema::Field& field) {
  if (field.is_updated_at) return true;
  if (!field.default_value) return false;
  return field.is_id || field.default_value->kind == schema::DefaultKind::now;
}

const schema::Field& id_of(const schema::Model& model) {
  if (!model.primary_key || model.primary_key->fields.size() != 1) {
    throw Invalid{"bad_resource", "Model " + model.name + " cannot be a resource: its key is not one field."};
  }
  return *model.primary_key->fields.front().field;
}

/// Whoever may create rows must be able to give what they cannot do without.
void require_creatable(const ResourceState& resource) {
  if (!resource.allows(Action::create)) return;
  for (const schema::Field* field : detail::columns_of(resource.model)) {
    const bool is_writable =
        std::find(resource.writable.begin(), resource.writable.end(), field) != resource.writable.end();
    if (!is_writable && detail::is_required_for_create(*field)) {
      misuse(resource, "no row can be created, for \"" + field->name +
                           "\" is required, has no default and is not written by clients; give it a @default, or leave "
                           "Action::create out with only().");
    }
  }
}

/// The members of the aggregate must be columns of the model and of their types.
void require_columns(const ResourceState& resource, const json::Type& type, bool may_be_null) {
  if (type.kind != json::Kind::object) misuse(resource, "limits and checks take an aggregate.");
  for (const json::Member& member : type.members()) {
    const std::string fault = detail::misfit(*member.type, column(resource, resource.model, member.name), may_be_null);
    if (!fault.empty()) {
      misuse(resource,
             "the member \"" + std::string(member.name) + "\" of " + std::string(type.name) + " " + fault + ".");
    }
  }
}

}  // namespace

namespace detail {

bool read_row(const json::Type& type, void* row, std::string_view json, FieldErrors& errors) {
  json::Errors found = json::read(type, row, json, {.ignore_unknown = true});
  for (FieldError& error : found.fields) errors.add(std::move(error));
  return found.empty();
}

std::vector<const schema::Field*> columns_of(const schema::Model& model) {
  std::vector<const schema::Field*> columns;
  for (const schema::Field& field : model.fields) {
    if (field.is_column() && !field.is_ignored && field.kind != schema::FieldKind::unsupported) {
      columns.push_back(&field);
    }
  }
  return columns;
}

void settle(std::deque<ResourceState>& resources) {
  for (ResourceState& resource : resources) {
    require_creatable(resource);
    for (IncludedRelation& relation : resource.relations) {
      for (const ResourceState& other : resources) {
        if (&other.model != relation.field->relation->model) continue;
        std::erase_if(relation.shown, [&](const schema::Field* field) { return !other.shows(*field); });
      }
    }
  }
}

ResourceState::ResourceState(sql::Client& database, const schema::Model& of, std::string at)
    : client(database),
      model(of),
      id(id_of(of)),
      path(std::move(at)),
      name(of.name),
      tag(of.name),
      shown(columns_of(of)) {
  for (const schema::Field* field : shown) {
    if (!is_given_by_server(*field)) writable.push_back(field);
    const bool plain = field->kind == schema::FieldKind::enumeration ||
                       (field->scalar != schema::Scalar::json && field->scalar != schema::Scalar::bytes);
    if (plain) sortable.push_back(field);
  }
  default_order = id.name;
  actions = {Action::list, Action::read, Action::create, Action::update, Action::replace, Action::remove};
}

bool ResourceState::allows(Action action) const noexcept {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

bool ResourceState::shows(const schema::Field& field) const noexcept {
  return std::find(shown.begin(), shown.end(), &field) != shown.end();
}

sql::Selection ResourceState::selection() const {
  sql::Selection selection;
  selection.fields = shown;
  return selection;
}

std::vector<sql::OrderBy> parse_order(const ResourceState& resource, std::string_view order) {
  std::vector<sql::OrderBy> criteria;
  while (!order.empty()) {
    const std::size_t comma = order.find(',');
    std::string_view name = order.substr(0, comma);
    order.remove_prefix(comma == std::string_view::npos ? order.size() : comma + 1);
    const bool descending = name.starts_with('-');
    if (descending) name.remove_prefix(1);
    const auto found = std::find_if(resource.sortable.begin(), resource.sortable.end(),
                                    [&](const schema::Field* field) { return field->name == name; });
    if (found == resource.sortable.end()) {
      throw Invalid{"unknown_field", "There is no field \"" + std::string(name) + "\" to sort by."};
    }
    const auto given = [&](const sql::OrderBy& criterion) { return criterion.field == *found; };
    if (std::any_of(criteria.begin(), criteria.end(), given)) {
      throw Invalid{"duplicate_field", "The field \"" + std::string(name) + "\" is given twice."};
    }
    criteria.push_back({.field = *found, .sort = descending ? sql::desc : sql::asc});
  }
  return criteria;
}

}  // namespace detail

Resource& Resource::filter(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) state_->filters.push_back(filterable(*state_, name));
  return *this;
}

Resource& Resource::search(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) {
    const schema::Field& field = column(*state_, state_->model, name);
    if (field.kind != schema::FieldKind::scalar || field.scalar != schema::Scalar::string) {
      misuse(*state_, "\"" + field.name + "\" is no text to search in.");
    }
    state_->searched.push_back(&field);
  }
  return *this;
}

Resource& Resource::sort(std::initializer_list<std::string_view> fields) {
  state_->sortable.clear();
  for (std::string_view name : fields) state_->sortable.push_back(&column(*state_, state_->model, name));
  return *this;
}

Resource& Resource::default_sort(std::string_view order) {
  detail::parse_order(*state_, order);
  state_->default_order = order;
  return *this;
}

Resource& Resource::include(std::initializer_list<std::string_view> relations, std::int64_t most) {
  if (most < 1) misuse(*state_, "a relation that may be included has at least one row.");
  for (std::string_view name : relations) {
    const schema::Field& field = relation(*state_, name);
    state_->relations.push_back({&field, most, detail::columns_of(*field.relation->model)});
  }
  return *this;
}

Resource& Resource::hide(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) {
    const schema::Field& field = column(*state_, state_->model, name);
    if (&field == &state_->id) misuse(*state_, "the key cannot be hidden, for rows are addressed by it.");
    erase(state_->shown, field);
    erase(state_->writable, field);
    erase(state_->sortable, field);
  }
  return *this;
}

Resource& Resource::read_only(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) erase(state_->writable, column(*state_, state_->model, name));
  return *this;
}

Resource& Resource::set_limits(const json::Type& type, json::Errors (*read)(std::string_view document)) {
  require_columns(*state_, type, false);
  state_->limits = &type;
  state_->read_limits = read;
  return *this;
}

Resource& Resource::add_check(detail::RowCheck check) {
  require_columns(*state_, *check.row, true);
  state_->checks.push_back(std::move(check));
  return *this;
}

Resource& Resource::only(std::initializer_list<Action> actions) {
  state_->actions.assign(actions);
  return *this;
}

Resource& Resource::page_size(std::int64_t usual, std::int64_t most) {
  if (usual < 1 || most < usual) misuse(*state_, "a page has at least one row, and not more than it may have.");
  state_->page_size = usual;
  state_->page_most = most;
  return *this;
}

Resource& Resource::cache(std::chrono::seconds max_age) {
  state_->max_age = max_age;
  return *this;
}

Resource& Resource::tag(std::string_view name) {
  state_->tag = name;
  return *this;
}

}  // namespace tenon::app
