#include <algorithm>
#include <utility>

#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

void check_type(Draft& draft, const Field& field) {
  const Engine& engine = draft.engine();
  std::string label{engine.label};
  bool plain = field.kind == FieldKind::scalar || field.kind == FieldKind::enumeration;
  if (plain && field.is_list() && !engine.scalar_lists) {
    draft.reporter.error("lists_not_supported", field.span, label + " has no lists of values in a column.",
                         "Store them in a model of their own, or as Json.");
  }
  if (field.kind == FieldKind::scalar && field.scalar == Scalar::decimal && !engine.decimal) {
    draft.reporter.error("decimal_not_supported", field.span, label + " has no Decimal here.",
                         "Use Float, or a whole number of the smallest unit.");
  }
}

/// SQLite counts only the rowid: the single-column id of a table.
void check_autoincrement(Draft& draft, const Field& field) {
  if (!field.default_value || field.default_value->kind != DefaultKind::autoincrement) return;
  if (draft.engine().provider != Provider::sqlite || field.model->kind != ModelKind::table || field.is_id) return;
  draft.reporter.error("autoincrement_not_id", field.span, "SQLite counts only the id of a table, if it is one field.",
                       "Remove `@default(autoincrement())` from " + backquoted(field.name) + ".");
}

void check_auto(Draft& draft, const Field& field) {
  if (!field.default_value || field.default_value->kind != DefaultKind::auto_) return;
  if (field.native_type && field.native_type->name == "ObjectId") return;
  draft.reporter.error("auto_not_object_id", field.span, "`auto()` makes ObjectIds, and this field is none.",
                       "Add `@db.ObjectId`.");
}

}  // namespace

void check_fields(Draft& draft) {
  for (const auto* list : {&draft.schema.models, &draft.schema.types}) {
    for (const Model& model : *list) {
      for (const Field& field : model.fields) {
        check_type(draft, field);
        check_autoincrement(draft, field);
        if (draft.engine().provider == Provider::mongodb) check_auto(draft, field);
      }
    }
  }
}

}  // namespace tenon::schema::detail
