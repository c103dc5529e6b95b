#include "contract/contract.hpp"

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

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    std::string text = std::string(to_string(error.kind())) + " " + error.code();
    for (const FieldError& field : error.fields()) text += " " + field.pointer;
    return text;
  }
  return {};
}

Where ContractOn::where(std::string_view model_name, std::string_view json) {
  return read_where(model(model_name), parse(json));
}

FindMany ContractOn::query_of(std::string_view model_name, std::string_view arguments) {
  return read_find_many(model(model_name), parse(arguments));
}

Data ContractOn::data(std::string_view model_name, std::string_view json, Purpose purpose) {
  return data_or_throw(model(model_name), parse(json), purpose, {.operations = true, .relations = true});
}

Unique ContractOn::unique(std::string_view model_name, std::string_view json) {
  auto unique = read_unique(model(model_name), parse(json));
  if (!unique) throw Invalid("invalid_input", "Names no row.", unique.error());
  return std::move(unique).value();
}

std::string ContractOn::find_many(std::string_view name, std::string_view arguments) {
  return run(db.client().find_many(model(name), query_of(name, arguments))).to_json();
}

std::string ContractOn::find_first(std::string_view name, std::string_view arguments) {
  return first(run(db.client().find_first(model(name), query_of(name, arguments))));
}

std::string ContractOn::find_unique(std::string_view name, std::string_view arguments) {
  const json::Value json = parse(arguments);
  const std::string key = json::to_string(json["where"]);
  return first(run(db.client().find_unique(model(name), {unique(name, key), read_selection(model(name), json)})));
}

std::int64_t ContractOn::count(std::string_view name, std::string_view arguments) {
  return run(db.client().count(model(name), query_of(name, arguments)));
}

std::string ContractOn::create(std::string_view name, std::string_view json, std::string_view arguments) {
  return first(run(db.client().create(model(name), data(name, json, Purpose::create),
                                      read_selection(model(name), parse(arguments)))));
}

std::int64_t ContractOn::create_many(std::string_view name, std::string_view json, bool skip_duplicates) {
  const json::Value documents = parse(json);
  std::vector<Data> rows;
  for (const json::Value& document : documents.as_array()) {
    rows.push_back(data(name, json::to_string(document), Purpose::create));
  }
  return run(db.client().create_many(model(name), std::move(rows), skip_duplicates));
}

std::string ContractOn::update(std::string_view name, std::string_view key, std::string_view json,
                               std::string_view arguments) {
  return first(run(db.client().update(model(name), unique(name, key), data(name, json, Purpose::update),
                                      read_selection(model(name), parse(arguments)))));
}

std::int64_t ContractOn::update_many(std::string_view name, std::string_view condition, std::string_view json) {
  return run(db.client().update_many(model(name), where(name, condition), data(name, json, Purpose::update)));
}

std::string ContractOn::upsert(std::string_view name, std::string_view key, std::string_view create_data,
                               std::string_view update_data, std::string_view arguments) {
  return first(
      run(db.client().upsert(model(name), unique(name, key), data(name, create_data, Purpose::create),
                             data(name, update_data, Purpose::update), read_selection(model(name), parse(arguments)))));
}

std::string ContractOn::remove(std::string_view name, std::string_view key, std::string_view arguments) {
  return first(run(db.client().delete_(model(name), unique(name, key), read_selection(model(name), parse(arguments)))));
}

std::int64_t ContractOn::remove_many(std::string_view name, std::string_view condition) {
  return run(db.client().delete_many(model(name), where(name, condition)));
}

std::string ContractOn::found(const Rows& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += (i == 0 ? "" : " ") + std::to_string(*rows[i].value("id").get_if<std::int64_t>());
  }
  return text;
}

std::string ContractOn::found(std::string_view name, std::string_view arguments) {
  return found(run(db.client().find_many(model(name), query_of(name, arguments))));
}

std::string ContractOn::ids(std::string_view name, std::string_view condition) {
  FindMany query{.where = where(name, condition), .order_by = {{.field = &db.field(name, "id")}}};
  return found(run(db.client().find_many(model(name), std::move(query))));
}

Contract::Contract()
    : ContractOn(read_test_data("prisma-client/schema.prisma"), read_test_data("prisma-client/tables.sql")) {
  create_many("User", R"([
      {"email": "ann@x", "name": "Ann", "age": 30, "role": "ADMIN", "money": "10.50", "big": 7, "score": 1.5},
      {"email": "bob@x", "name": "bob", "money": "0.1", "big": 8},
      {"email": "cy@x", "age": 20, "money": "0.2"},
      {"email": "dan@x", "name": "Dan", "age": 40, "active": false, "money": 100, "score": 2.5}])");
  create_many("Post", R"([
      {"title": "Alpha", "views": 5, "published": true, "authorId": 1},
      {"title": "beta", "views": 3, "authorId": 1},
      {"title": "Gamma%_*", "authorId": 2},
      {"title": "delta", "views": 9, "published": true}])");
  create("Tag", R"({"id": "r", "name": "red", "posts": {"connect": [{"id": 1}, {"id": 2}]}})");
  create("Tag", R"({"id": "b", "name": "blue", "posts": {"connect": {"id": 1}}})");
  create("Tag", R"({"id": "g", "name": "green"})");
  create_many("Comment", R"([{"postId": 1, "n": 1, "text": "first"}, {"postId": 1, "n": 2, "text": "second"},
                             {"postId": 3, "n": 1, "text": "third"}])");
  create_many("Profile", R"([{"bio": "a", "userId": 1}, {"bio": "b", "userId": 2}])");
  db.statements().clear();
}

}  // namespace tenon::sql::testing
