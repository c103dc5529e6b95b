#include <tenon/app/detail/relation_input.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <tenon/json/pointer.hpp>
#include <tenon/json/read.hpp>
#include <tenon/sql/input.hpp>

namespace tenon::app::detail {
namespace {

const ConnectedRelation* find(const ResourceState& resource, std::string_view name) {
  const auto found = std::find_if(resource.connected.begin(), resource.connected.end(),
                                  [&](const ConnectedRelation& one) { return one.field->name == name; });
  return found == resource.connected.end() ? nullptr : &*found;
}

std::string below(const std::string& place, std::string_view name) {
  std::string pointer = place;
  json::append_to_pointer(pointer, name);
  return pointer;
}

class RelationReader {
 public:
  RelationReader(const ResourceState& resource, std::vector<FieldError>& errors)
      : resource_(resource), errors_(errors) {}

  sql::RelationWrite relation(const ConnectedRelation& relation, Input input, const json::Value& document,
                              const std::string& place) {
    sql::RelationWrite write{.relation = relation.field};
    if (!document.is_object()) {
      fail(place, "wrong_type", "Must be an object.");
      return write;
    }
    const std::vector<std::string_view> actions = relation_actions(relation, input);
    for (const json::Object::Member& member : document.as_object()) {
      const std::string here = below(place, member.name);
      if (std::find(actions.begin(), actions.end(), member.name) == actions.end()) {
        fail(here, "unknown_field", "There is no such operation.");
      } else if (member.name == "connect") {
        write.connect = rows(relation, member.value, here);
      } else if (member.name == "disconnect") {
        write.disconnect = rows(relation, member.value, here);
      } else {
        write.set = rows(relation, member.value, here);
      }
    }
    return write;
  }

 private:
  void fail(std::string place, std::string_view code, std::string detail) {
    if (errors_.size() >= json::ReadOptions{}.max_errors) return;
    errors_.push_back({std::move(place), std::string(code), std::move(detail)});
  }

  std::vector<sql::Unique> rows(const ConnectedRelation& relation, const json::Value& document,
                                const std::string& place) {
    std::vector<sql::Unique> rows;
    if (!document.is_array()) {
      fail(place, "wrong_type", "Must be an array.");
      return rows;
    }
    const json::Array& items = document.as_array();
    if (items.size() > most_connected) {
      fail(place, "too_long", "Must have at most " + std::to_string(most_connected) + " items.");
      return rows;
    }
    rows.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (auto row = row_of(relation, items[i], place + "/" + std::to_string(i))) rows.push_back(*std::move(row));
    }
    return rows;
  }

  std::optional<sql::Unique> row_of(const ConnectedRelation& relation, const json::Value& document,
                                    const std::string& place) {
    const schema::Model& model = *relation.field->relation->model;
    if (!document.is_object()) {
      fail(place, "wrong_type", "Must be an object with the key of one " + model.name + ".");
      return std::nullopt;
    }
    std::optional<sql::Unique> row;
    const json::Object& members = document.as_object();
    for (const json::Object::Member& member : members) {
      const std::string here = below(place, member.name);
      const auto key = std::find_if(relation.keys.begin(), relation.keys.end(),
                                    [&](const schema::Field* field) { return field->name == member.name; });
      if (key == relation.keys.end()) {
        fail(here, "unknown_field", "There is no such key.");
        continue;
      }
      auto value = sql::read_value(**key, member.value, &resource_.client.dialect());
      if (!value) {
        fail(here, value.error().code, value.error().detail);
      } else if (value->is_null()) {
        fail(here, "wrong_type", "Must not be null.");
      } else {
        row = sql::Unique::by(model, (*key)->name, *std::move(value));
      }
    }
    if (members.size() == 0) fail(place, "required", "Must have one of: " + names_of(relation.keys) + ".");
    if (members.size() > 1) fail(place, "ambiguous_value", "Names a row by one key, not by several.");
    return row;
  }

  const ResourceState& resource_;
  std::vector<FieldError>& errors_;
};

}  // namespace

std::vector<std::string_view> relation_actions(const ConnectedRelation& relation, Input input) {
  if (!relation.can_disconnect) return {"connect"};
  if (input == Input::update) return {"connect", "disconnect", "set"};
  return {"connect", "set"};
}

sql::List<sql::RelationWrite> read_relations(const ResourceState& resource, Input input, const json::Object& document,
                                             std::vector<FieldError>& errors) {
  sql::List<sql::RelationWrite> writes;
  RelationReader reader(resource, errors);
  for (const json::Object::Member& member : document) {
    const ConnectedRelation* relation = find(resource, member.name);
    if (relation) writes.push_back(reader.relation(*relation, input, member.value, below("", member.name)));
  }
  return writes;
}

json::Value without_relations(const ResourceState& resource, const json::Value& document) {
  if (!document.is_object()) return document;
  json::Object columns;
  for (const json::Object::Member& member : document.as_object()) {
    if (!find(resource, member.name)) columns[member.name] = member.value;
  }
  return columns;
}

}  // namespace tenon::app::detail
