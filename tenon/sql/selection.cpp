#include <tenon/sql/selection.hpp>

#include <utility>

namespace tenon::sql {

Selection Selection::of(const schema::Model& model, const List<std::string_view>& names) {
  Selection selection;
  selection.fields = std::vector<const schema::Field*>{};
  for (const std::string_view name : names) {
    const schema::Field& field = field_of(model, name);
    if (field.is_relation()) {
      selection.include.push_back({.relation = &field});
    } else {
      selection.fields.push_back(&field);
    }
  }
  return selection;
}

}  // namespace tenon::sql
