#include <tenon/schema/schema.hpp>

#include <algorithm>

namespace tenon::schema {

const Model* Schema::find_model(std::string_view name) const noexcept {
  auto at = std::find_if(models.begin(), models.end(), [&](const Model& model) { return model.name == name; });
  return at == models.end() ? nullptr : &*at;
}

const Enum* Schema::find_enum(std::string_view name) const noexcept {
  auto at = std::find_if(enums.begin(), enums.end(), [&](const Enum& value) { return value.name == name; });
  return at == enums.end() ? nullptr : &*at;
}

}  // namespace tenon::schema
