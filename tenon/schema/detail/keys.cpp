#include <algorithm>
#include <utility>

#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>
#include <tenon/schema/names.hpp>

namespace tenon::schema::detail {
namespace {

std::string client_name(const Index& index) {
  std::string out;
  for (const IndexField& column : index.fields) {
    if (!out.empty()) out += '_';
    out += column.field->name;
    for (const Field* step : column.path) out += '_' + step->name;
  }
  return out;
}

std::string database_name(const Model& model, const Index& index, std::size_t limit) {
  std::vector<std::string> paths;
  for (const IndexField& column : index.fields) {
    std::string& path = paths.emplace_back(column.field->db_name);
    for (const Field* step : column.path) path += "_" + step->db_name;
  }
  std::vector<std::string_view> columns(paths.begin(), paths.end());
  NameKind kind = index.kind == IndexKind::primary  ? NameKind::primary_key
                  : index.kind == IndexKind::unique ? NameKind::unique
                                                    : NameKind::index;
  return default_name(model.db_name, columns, kind, limit);
}

/// Nothing is moved any more once the keys stand in their models.
void reserve(Draft& draft) {
  std::vector<std::pair<std::size_t, std::size_t>> counts(draft.schema.models.size());
  for (const KeyDraft& key : draft.keys) {
    auto& [uniques, indexes] = counts[key.model->index];
    if (key.index.kind == IndexKind::unique) ++uniques;
    if (key.index.kind == IndexKind::normal || key.index.kind == IndexKind::fulltext) ++indexes;
  }
  for (Model& model : draft.schema.models) {
    model.uniques.reserve(counts[model.index].first);
    model.indexes.reserve(counts[model.index].second);
  }
}

void place_primary(Draft& draft, KeyDraft& key) {
  Model& model = *key.model;
  if (!model.primary_key) {
    key.placed = &model.primary_key.emplace(std::move(key.index));
    return;
  }
  if (!model.primary_key->on_field && !key.index.on_field) return;
  draft.reporter.error("two_ids", model.span, backquoted(model.name) + " has more than one id.",
                       "An id of several fields is written `@@id([a, b])`; others that identify a row are `@unique`.");
}

}  // namespace

void place_keys(Draft& draft) {
  reserve(draft);
  std::size_t limit = draft.engine().max_name;
  for (KeyDraft& key : draft.keys) {
    Model& model = *key.model;
    if (!key.index.named) key.index.name = client_name(key.index);
    if (!key.index.mapped) key.index.db_name = database_name(model, key.index, limit);
    switch (key.index.kind) {
      case IndexKind::primary: place_primary(draft, key); break;
      case IndexKind::unique: key.placed = &model.uniques.emplace_back(std::move(key.index)); break;
      default: key.placed = &model.indexes.emplace_back(std::move(key.index));
    }
    if (key.placed == nullptr || key.placed->fields.size() != 1 || !key.placed->fields[0].path.empty()) continue;
    Field& only = model.fields[key.placed->fields[0].field->index];
    if (key.placed->kind == IndexKind::primary) only.is_id = true;
    if (key.placed->kind == IndexKind::unique) only.is_unique = true;
  }
}

}  // namespace tenon::schema::detail
