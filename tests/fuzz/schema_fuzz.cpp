#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <tenon/schema/describe.hpp>
#include <tenon/schema/parse.hpp>

using namespace tenon::schema;

namespace {

void require(bool good) {
  if (!good) std::abort();
}

/// What is accepted is closed in itself and can be described.
void check(const Schema& schema) {
  for (const Model& model : schema.models) {
    for (const Field& field : model.fields) {
      require(model.find_field(field.name) == &field);
      require(!field.is_column() || model.find_column(field.db_name) == &field);
      require(field.is_relation() == field.relation.has_value());
      if (!field.relation) continue;
      require(field.relation->opposite->relation->opposite == &field);
      require(field.relation->local.size() == field.relation->remote.size());
      require(!field.relation->local.empty());
    }
  }
  require(!describe(schema).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text{reinterpret_cast<const char*>(data), size};
  auto schema = parse(text);
  if (schema) {
    check(*schema);
  } else {
    require(!schema.error().empty());
    require(!render(schema.error()).empty());
  }
  return 0;
}
