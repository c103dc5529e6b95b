#include "support/json_operations.hpp"

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

namespace tenon::sql::testing {
namespace {

json::Value parse(std::string_view text) {
  auto value = json::parse(text);
  if (!value) throw std::runtime_error("bad JSON in a test: " + std::string(text));
  return std::move(value).value();
}

std::string first(const Rows& rows) { return rows.empty() ? "null" : rows[0].to_json(); }

}  // namespace

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    std::string text = std::string(to_string(error.kind())) + " " + error.code();
    for (const FieldError& field : error.fields()) text += " " + field.pointer;
    return text;
  }
  return {};
}

std::string with_datasource(const TestEngine& engine, std::string_view models) {
  return "datasource db {\n  provider = \"" + std::string(engine.provider) + "\"\n}\n" + std::string(models);
}

JsonOperations::JsonOperations(const TestEngine& engine, std::string_view models)
    : db(engine, with_datasource(engine, models)) {}

JsonOperations::JsonOperations(const TestEngine& engine, std::string_view models, std::string_view tables)
    : db(engine, with_datasource(engine, models), tables) {}

Where JsonOperations::where(std::string_view model_name, std::string_view json) {
  return read_where(model(model_name), parse(json));
}

FindMany JsonOperations::query_of(std::string_view model_name, std::string_view arguments) {
  return read_find_many(model(model_name), parse(arguments));
}

Data JsonOperations::data(std::string_view model_name, std::string_view json, Purpose purpose) {
  return data_or_throw(model(model_name), parse(json), purpose, {.operations = true, .relations = true});
}

Unique JsonOperations::unique(std::string_view model_name, std::string_view json) {
  auto unique = read_unique(model(model_name), parse(json));
  if (!unique) throw Invalid("invalid_input", "Names no row.", unique.error());
  return std::move(unique).value();
}

std::string JsonOperations::find_many(std::string_view name, std::string_view arguments) {
  return run(db.client().find_many(model(name), query_of(name, arguments))).to_json();
}

std::string JsonOperations::find_first(std::string_view name, std::string_view arguments) {
  return first(run(db.client().find_first(model(name), query_of(name, arguments))));
}

std::string JsonOperations::find_unique(std::string_view name, std::string_view arguments) {
  const json::Value json = parse(arguments);
  const std::string key = json::to_string(json["where"]);
  return first(run(db.client().find_unique(model(name), {unique(name, key), read_selection(model(name), json)})));
}

std::int64_t JsonOperations::count(std::string_view name, std::string_view arguments) {
  return run(db.client().count(model(name), query_of(name, arguments)));
}

std::string JsonOperations::create(std::string_view name, std::string_view json, std::string_view arguments) {
  return first(run(db.client().create(model(name), data(name, json, Purpose::create),
                                      read_selection(model(name), parse(arguments)))));
}

std::int64_t JsonOperations::create_many(std::string_view name, std::string_view json, bool skip_duplicates) {
  const json::Value documents = parse(json);
  std::vector<Data> rows;
  for (const json::Value& document : documents.as_array()) {
    rows.push_back(data(name, json::to_string(document), Purpose::create));
  }
  return run(db.client().create_many(model(name), std::move(rows), skip_duplicates));
}

std::string JsonOperations::update(std::string_view name, std::string_view key, std::string_view json,
                                   std::string_view arguments) {
  return first(run(db.client().update(model(name), unique(name, key), data(name, json, Purpose::update),
                                      read_selection(model(name), parse(arguments)))));
}

std::int64_t JsonOperations::update_many(std::string_view name, std::string_view condition, std::string_view json) {
  return run(db.client().update_many(model(name), where(name, condition), data(name, json, Purpose::update)));
}

std::string JsonOperations::upsert(std::string_view name, std::string_view key, std::string_view create_data,
                                   std::string_view update_data, std::string_view arguments) {
  return first(
      run(db.client().upsert(model(name), unique(name, key), data(name, create_data, Purpose::create),
                             data(name, update_data, Purpose::update), read_selection(model(name), parse(arguments)))));
}

std::string JsonOperations::remove(std::string_view name, std::string_view key, std::string_view arguments) {
  return first(run(db.client().delete_(model(name), unique(name, key), read_selection(model(name), parse(arguments)))));
}

std::int64_t JsonOperations::remove_many(std::string_view name, std::string_view condition) {
  return run(db.client().delete_many(model(name), where(name, condition)));
}

std::string JsonOperations::found(const Rows& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += (i == 0 ? "" : " ") + std::to_string(*rows[i].value("id").get_if<std::int64_t>());
  }
  return text;
}

std::string JsonOperations::found(std::string_view name, std::string_view arguments) {
  return found(run(db.client().find_many(model(name), query_of(name, arguments))));
}

std::string JsonOperations::ids(std::string_view name, std::string_view condition) {
  FindMany query{.where = where(name, condition), .order_by = {{.field = &db.field(name, "id")}}};
  return found(run(db.client().find_many(model(name), std::move(query))));
}

}  // namespace tenon::sql::testing
