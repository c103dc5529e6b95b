#include <tenon/sql/input.hpp>

#include <algorithm>
#include <utility>

#include <tenon/json/pointer.hpp>
#include <tenon/json/read.hpp>
#include <tenon/sql/detail/defaults.hpp>

namespace tenon::sql {
namespace {

constexpr std::size_t most_errors = json::ReadOptions{}.max_errors;

/// Reads one document; the errors of all its places are collected.
class InputReader {
 public:
  explicit InputReader(const InputOptions& options) noexcept : options_(options) {}

  std::vector<FieldError> errors;

  Data data(const schema::Model& model, const json::Value& document, Purpose purpose, const std::string& place,
            const schema::Field* parent = nullptr) {
    Data data;
    if (!document.is_object()) {
      fail(place, "wrong_type", "Must be an object.");
      return data;
    }
    for (const json::Object::Member& member : document.as_object()) {
      const std::string here = below(place, member.name);
      const schema::Field* field = model.find_field(member.name);
      const bool hidden = !field || field->is_ignored || (field->is_relation() && !options_.relations);
      if (hidden || field->kind == schema::FieldKind::unsupported) {
        fail(here, "unknown_field", "There is no such field.");
      } else if (is_read_only(*field)) {
        fail(here, "read_only", "Cannot be set.");
      } else if (field->is_relation()) {
        data.relations.push_back(relation(*field, member.value, purpose, here));
      } else {
        assign(data, *field, member.value, purpose, here);
      }
    }
    if (purpose == Purpose::create) require(model, data, document.as_object(), place, parent);
    return data;
  }

  Unique unique(const schema::Model& model, const json::Value& document, const std::string& place) {
    Unique unique;
    if (!document.is_object()) {
      fail(place, "wrong_type", "Must be an object that names one " + model.name + ".");
      return unique;
    }
    for (const json::Object::Member& member : document.as_object()) {
      const std::string here = below(place, member.name);
      const schema::Index* index = model.find_unique(member.name);
      const schema::Field* field = model.find_field(member.name);
      if (index && !unique.key) {
        unique.key = index;
        unique.values = key_values(*index, member.value, here);
      } else if (field && field->is_column()) {
        if (auto value = read(*field, member.value, here)) {
          unique.also.add(Where::compare(*field, Comparison::equals, *std::move(value)));
        }
      } else {
        fail(here, "unknown_field", "There is no such field.");
      }
    }
    if (!unique.key) fail(place, "required", "Must name one " + model.name + " by a key.");
    return unique;
  }

 private:
  static std::string below(const std::string& place, std::string_view name) {
    std::string pointer = place;
    json::append_to_pointer(pointer, name);
    return pointer;
  }

  void fail(std::string place, std::string_view code, std::string detail) {
    if (errors.size() < most_errors) errors.push_back({std::move(place), std::string(code), std::move(detail)});
  }

  bool is_read_only(const schema::Field& field) const {
    return std::find(options_.read_only.begin(), options_.read_only.end(), &field) != options_.read_only.end();
  }

  std::optional<Value> read(const schema::Field& field, const json::Value& json, const std::string& place) {
    auto value = read_value(field, json, options_.dialect);
    if (value) return *std::move(value);
    fail(place, value.error().code, value.error().detail);
    return std::nullopt;
  }

  void assign(Data& data, const schema::Field& field, const json::Value& json, Purpose purpose,
              const std::string& place) {
    static constexpr std::pair<std::string_view, Change> changes[] = {{"set", Change::set},
                                                                      {"increment", Change::increment},
                                                                      {"decrement", Change::decrement},
                                                                      {"multiply", Change::multiply},
                                                                      {"divide", Change::divide}};
    const bool is_json = field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::json;
    const bool change = purpose == Purpose::update && options_.operations && json.is_object() && !is_json;
    if (!change) {
      if (auto value = read(field, json, place)) data.set(field, *std::move(value));
      return;
    }
    for (const json::Object::Member& member : json.as_object()) {
      const auto found = std::find_if(std::begin(changes), std::end(changes),
                                      [&](const auto& each) { return each.first == member.name; });
      const std::string here = below(place, member.name);
      if (found == std::end(changes)) {
        fail(here, "unknown_field", "There is no such operation.");
      } else if (auto value = read(field, member.value, here)) {
        data.set(field, *std::move(value), found->second);
      }
    }
  }

  template <class Function>
  static void each(const json::Value& json, const std::string& place, Function function) {
    if (!json.is_array()) return function(json, place);
    for (std::size_t i = 0; i < json.as_array().size(); ++i) {
      function(json.as_array()[i], place + "/" + std::to_string(i));
    }
  }

  RelationWrite relation(const schema::Field& field, const json::Value& json, Purpose purpose,
                         const std::string& place) {
    RelationWrite write{.relation = &field};
    const schema::Model& other = *field.relation->model;
    if (!json.is_object()) {
      fail(place, "wrong_type", "Must be an object.");
      return write;
    }
    for (const json::Object::Member& member : json.as_object()) {
      const std::string here = below(place, member.name);
      if (member.name == "create") {
        each(member.value, here, [&](const json::Value& item, const std::string& at) {
          write.create.push_back(data(other, item, Purpose::create, at, &field));
        });
      } else if (member.name == "connect") {
        each(member.value, here,
             [&](const json::Value& item, const std::string& at) { write.connect.push_back(unique(other, item, at)); });
      } else if (member.name == "connectOrCreate") {
        each(member.value, here, [&](const json::Value& item, const std::string& at) {
          write.connect_or_create.push_back({unique(other, item["where"], at + "/where"),
                                             data(other, item["create"], Purpose::create, at + "/create", &field)});
        });
      } else if (member.name == "set" && purpose == Purpose::update && field.is_list()) {
        write.set = std::vector<Unique>{};
        each(member.value, here,
             [&](const json::Value& item, const std::string& at) { write.set.push_back(unique(other, item, at)); });
      } else if (member.name == "disconnect" && purpose == Purpose::update) {
        if (member.value.is_bool()) {
          write.disconnect_one = member.value.as_bool();
        } else {
          each(member.value, here, [&](const json::Value& item, const std::string& at) {
            write.disconnect.push_back(unique(other, item, at));
          });
        }
      } else {
        fail(here, "unknown_field", "There is no such operation.");
      }
    }
    return write;
  }

  /// Fields that a new row must have and has not. Keys may come from a relation, or from the row above (`parent`).
  void require(const schema::Model& model, const Data& data, const json::Object& document, const std::string& place,
               const schema::Field* parent) {
    std::vector<const schema::Field*> given;
    for (const RelationWrite& write : data.relations) {
      if (!write.relation->relation->holds_key) continue;
      const auto& local = write.relation->relation->local;
      given.insert(given.end(), local.begin(), local.end());
    }
    if (parent && !parent->relation->holds_key && !parent->relation->is_many_to_many()) {
      given.insert(given.end(), parent->relation->remote.begin(), parent->relation->remote.end());
    }
    for (const schema::Field& field : model.fields) {
      const bool is_value = field.kind == schema::FieldKind::scalar || field.kind == schema::FieldKind::enumeration;
      if (!is_value || !field.is_required() || field.is_ignored || field.default_value || field.is_updated_at) continue;
      if (document.contains(field.name) || is_read_only(field)) continue;
      if (std::find(given.begin(), given.end(), &field) != given.end()) continue;
      fail(below(place, field.name), "required", "This field is required.");
    }
  }

  List<Value> key_values(const schema::Index& index, const json::Value& json, const std::string& place) {
    List<Value> values;
    for (const schema::IndexField& part : index.fields) {
      const bool single = index.fields.size() == 1;
      const json::Value& of_part = single ? json : json[part.field->name];
      auto value = read(*part.field, of_part, single ? place : below(place, part.field->name));
      values.push_back(value ? *std::move(value) : Value());
    }
    return values;
  }

  const InputOptions& options_;
};

}  // namespace

Result<Data, std::vector<FieldError>> read_data(const schema::Model& model, const json::Value& document,
                                                Purpose purpose, const InputOptions& options) {
  InputReader reader(options);
  Data data = reader.data(model, document, purpose, "");
  if (!reader.errors.empty()) return Failure{std::move(reader.errors)};
  return data;
}

Value literal_default(const schema::Field& field) { return detail::literal_default(field); }

Data data_or_throw(const schema::Model& model, const json::Value& document, Purpose purpose,
                   const InputOptions& options) {
  auto data = read_data(model, document, purpose, options);
  if (!data) throw Invalid("invalid_input", "The input does not fit " + model.name + ".", data.error());
  return std::move(data).value();
}

Result<Unique, std::vector<FieldError>> read_unique(const schema::Model& model, const json::Value& document) {
  const InputOptions options;
  InputReader reader(options);
  Unique unique = reader.unique(model, document, "");
  if (!reader.errors.empty()) return Failure{std::move(reader.errors)};
  return unique;
}

}  // namespace tenon::sql
