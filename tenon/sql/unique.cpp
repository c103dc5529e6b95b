#include <tenon/sql/unique.hpp>

#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql {

Unique Unique::by(const schema::Model& model, std::string_view key, List<Value> values) {
  const schema::Index* index = model.find_unique(key);
  if (!index) {
    throw Invalid("unknown_key", model.name + " has no key \"" + std::string(key) + "\".",
                  {{"/" + std::string(key), "unknown_key", "Names no key."}});
  }
  if (index->fields.size() != values.size()) {
    throw Invalid("wrong_type", "The key \"" + std::string(key) + "\" of " + model.name + " has " +
                                    std::to_string(index->fields.size()) + " fields.");
  }
  return {.key = index, .values = std::move(values)};
}

Unique Unique::id(const schema::Model& model, Value value) {
  if (!model.primary_key) throw Invalid("unknown_key", model.name + " has no primary key.");
  return by(model, model.primary_key->name, std::move(value));
}

}  // namespace tenon::sql
