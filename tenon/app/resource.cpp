#include <tenon/app/resource.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tenon/app/detail/limits.hpp>
#include <tenon/app/detail/resource_state.hpp>

namespace tenon::app {

using detail::Filterable;
using detail::ResourceState;

namespace {

std::string in_quotes(std::string_view name) { return "\"" + std::string(name) + "\""; }

/// Relations of a model that clients may see something of.
std::vector<const schema::Field*> relations_of(const schema::Model& model) {
  std::vector<const schema::Field*> relations;
  for (const schema::Field& field : model.fields) {
    if (field.is_relation() && !field.is_ignored) relations.push_back(&field);
  }
  return relations;
}

/// The column of this name; null, and an error of `setting`, if there is none.
const schema::Field* column(ResourceState& resource, const schema::Model& model, std::string_view setting,
                            std::string_view name) {
  const schema::Field* field = model.find_field(name);
  const std::vector<const schema::Field*> columns = detail::columns_of(model);
  if (std::find(columns.begin(), columns.end(), field) != columns.end()) return field;
  resource.add_error(std::string(setting) + ": " + in_quotes(name) + " is no column of " + model.name +
                     "; allowed: " + detail::names_of(columns));
  return nullptr;
}

const schema::Field* column(ResourceState& resource, std::string_view setting, std::string_view name) {
  return column(resource, resource.model, setting, name);
}

const schema::Field* relation(ResourceState& resource, std::string_view setting, std::string_view name) {
  const schema::Field* field = resource.model.find_field(name);
  if (field && field->is_relation() && !field->is_ignored) return field;
  const std::string allowed = detail::names_of(relations_of(resource.model));
  resource.add_error(std::string(setting) + ": " + in_quotes(name) + " is no relation of " + resource.model.name +
                     (allowed.empty() ? ", which has none" : "; allowed: " + allowed));
  return nullptr;
}

/// Whether a name stands in a setting for the second time.
template <class Range, class Same>
bool is_repeated(ResourceState& resource, std::string_view setting, std::string_view name, const Range& range,
                 Same same) {
  if (std::none_of(range.begin(), range.end(), same)) return false;
  resource.add_error(std::string(setting) + ": " + in_quotes(name) + " is named twice");
  return true;
}

/// By the rows that a relation leads to, which their key stands for.
std::optional<Filterable> filterable(ResourceState& resource, const schema::Field& relation) {
  const schema::RelationEnd& end = *relation.relation;
  Filterable filter{.name = relation.name, .is_relation = true};
  if (end.holds_key && end.local.size() == 1) {
    filter.field = end.local.front();
    return filter;
  }
  const auto& key = end.model->primary_key;
  if (!key || key->fields.size() != 1) {
    resource.add_error("filter: the rows of " + in_quotes(relation.name) +
                       " have no key of one field; allowed: " + in_quotes(relation.name + ".…") + " with one of " +
                       detail::names_of(detail::columns_of(*end.model)));
    return std::nullopt;
  }
  filter.relation = &relation;
  filter.field = key->fields.front().field;
  return filter;
}

std::optional<Filterable> filterable(ResourceState& resource, std::string_view name) {
  const std::size_t dot = name.find('.');
  const schema::Field* field = resource.model.find_field(name.substr(0, dot));
  if (field && field->is_relation() && !field->is_ignored) {
    if (dot == std::string_view::npos) return filterable(resource, *field);
    const schema::Field* other = column(resource, *field->relation->model, "filter", name.substr(dot + 1));
    if (!other) return std::nullopt;
    return Filterable{.name = std::string(name), .relation = field, .field = other};
  }
  const std::vector<const schema::Field*> columns = detail::columns_of(resource.model);
  if (dot == std::string_view::npos && std::find(columns.begin(), columns.end(), field) != columns.end()) {
    return Filterable{.name = std::string(name), .field = field};
  }
  std::string allowed = detail::names_of(columns);
  for (const schema::Field* one : relations_of(resource.model)) {
    allowed += ", " + one->name + ", " + one->name + ".…";
  }
  resource.add_error("filter: " + in_quotes(name) + " is no field of " + resource.model.name + "; allowed: " + allowed);
  return std::nullopt;
}

/// By each of which a row can be named.
std::vector<const schema::Field*> unique_columns(const schema::Model& model) {
  std::vector<const schema::Field*> columns;
  for (const schema::Field* field : detail::columns_of(model)) {
    if (field->is_id || field->is_unique) columns.push_back(field);
  }
  return columns;
}

void erase(std::vector<const schema::Field*>& fields, const schema::Field& field) { std::erase(fields, &field); }

/// Whether the members of the aggregate are columns of the model and of their types.
bool has_columns(ResourceState& resource, std::string_view setting, const json::Type& type, bool may_be_null) {
  if (type.kind != json::Kind::object) {
    resource.add_error(std::string(setting) + ": takes an aggregate");
    return false;
  }
  const std::size_t before = resource.errors.size();
  for (const json::Member& member : type.members()) {
    const schema::Field* field = column(resource, setting, member.name);
    if (!field) continue;
    const std::string error = detail::misfit(*member.type, *field, may_be_null);
    if (!error.empty()) {
      resource.add_error(std::string(setting) + ": the member " + in_quotes(member.name) + " of " +
                         std::string(type.name) + " " + error);
    }
  }
  return resource.errors.size() == before;
}

}  // namespace

namespace detail {

bool read_row(const json::Type& type, void* row, std::string_view json, FieldErrors& errors) {
  json::Errors found = json::read(type, row, json, {.ignore_unknown = true});
  for (FieldError& error : found.fields) errors.add(std::move(error));
  return found.empty();
}

}  // namespace detail

Resource& Resource::filter(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) {
    std::optional<Filterable> filter = filterable(*state_, name);
    const auto same = [&](const Filterable& other) { return other.name == name; };
    if (filter && !is_repeated(*state_, "filter", name, state_->filters, same)) {
      state_->filters.push_back(*std::move(filter));
    }
  }
  return *this;
}

Resource& Resource::search(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) {
    const schema::Field* field = column(*state_, "search", name);
    if (!field) continue;
    if (field->kind != schema::FieldKind::scalar || field->scalar != schema::Scalar::string) {
      state_->add_error("search: " + in_quotes(name) + " is no text");
    } else if (!is_repeated(*state_, "search", name, state_->searched,
                            [&](const schema::Field* other) { return other == field; })) {
      state_->searched.push_back(field);
    }
  }
  return *this;
}

Resource& Resource::sort(std::initializer_list<std::string_view> fields) {
  state_->sortable.clear();
  state_->sort_was_told = true;
  for (std::string_view name : fields) {
    const schema::Field* field = column(*state_, "sort", name);
    if (field && !is_repeated(*state_, "sort", name, state_->sortable,
                              [&](const schema::Field* other) { return other == field; })) {
      state_->sortable.push_back(field);
    }
  }
  return *this;
}

Resource& Resource::default_sort(std::string_view order) {
  state_->default_order = order.empty() ? std::string_view(state_->id.name) : order;
  return *this;
}

Resource& Resource::include(std::initializer_list<std::string_view> relations, std::int64_t most) {
  if (most < 1) state_->add_error("include: a relation that may be included has at least one row");
  for (std::string_view name : relations) {
    const schema::Field* field = relation(*state_, "include", name);
    if (field && !is_repeated(*state_, "include", name, state_->relations,
                              [&](const detail::IncludedRelation& other) { return other.field == field; })) {
      state_->relations.push_back({field, most, detail::columns_of(*field->relation->model)});
    }
  }
  return *this;
}

Resource& Resource::connect(std::initializer_list<std::string_view> relations) {
  for (std::string_view name : relations) {
    const schema::Field* field = relation(*state_, "connect", name);
    if (!field || is_repeated(*state_, "connect", name, state_->connected,
                              [&](const detail::ConnectedRelation& other) { return other.field == field; })) {
      continue;
    }
    const schema::RelationEnd& end = *field->relation;
    detail::ConnectedRelation connected{.field = field, .keys = unique_columns(*end.model)};
    if (!field->is_list()) {
      state_->add_error("connect: " + in_quotes(name) +
                        " leads to one row, whose key is a column; allowed: to-many relations");
    } else if (connected.keys.empty()) {
      state_->add_error("connect: the rows of " + in_quotes(name) + " have no key of one field");
    } else {
      connected.can_disconnect = end.is_many_to_many() || end.can_be_released();
      state_->connected.push_back(std::move(connected));
    }
  }
  return *this;
}

Resource& Resource::hide(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) {
    const schema::Field* field = column(*state_, "hide", name);
    if (!field) continue;
    if (field == &state_->id) {
      state_->add_error("hide: " + in_quotes(name) + " is the key, by which rows are addressed");
      continue;
    }
    erase(state_->shown, *field);
    erase(state_->writable, *field);
    if (!state_->sort_was_told) erase(state_->sortable, *field);
  }
  return *this;
}

Resource& Resource::read_only(std::initializer_list<std::string_view> fields) {
  for (std::string_view name : fields) {
    if (const schema::Field* field = column(*state_, "read_only", name)) erase(state_->writable, *field);
  }
  return *this;
}

Resource& Resource::set_limits(const json::Type& type, json::Errors (*read)(std::string_view document)) {
  if (!has_columns(*state_, "limits", type, false)) return *this;
  state_->limits = &type;
  state_->read_limits = read;
  return *this;
}

Resource& Resource::add_check(detail::RowCheck check) {
  if (has_columns(*state_, "check", *check.row, true)) state_->checks.push_back(std::move(check));
  return *this;
}

Resource& Resource::only(std::initializer_list<Action> actions) {
  state_->actions.assign(actions);
  return *this;
}

Resource& Resource::page_size(std::int64_t usual, std::int64_t most) {
  if (usual < 1 || most < usual) {
    state_->add_error("page_size(" + std::to_string(usual) + ", " + std::to_string(most) +
                      "): a page has at least one row, and not more than it may have");
    return *this;
  }
  state_->page_size = usual;
  state_->page_most = most;
  return *this;
}

Resource& Resource::cache(std::chrono::seconds max_age) {
  state_->max_age = max_age;
  return *this;
}

Resource& Resource::security(std::initializer_list<http::SecurityNeed> needs, std::initializer_list<Action> actions) {
  for (const Action action : every_action) {
    if (actions.size() == 0 || std::find(actions.begin(), actions.end(), action) != actions.end()) {
      state_->security[action] = needs;
    }
  }
  return *this;
}

Resource& Resource::tag(std::string_view name) {
  state_->tag = name;
  return *this;
}

}  // namespace tenon::app
