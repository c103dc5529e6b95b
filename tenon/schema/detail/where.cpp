#include <algorithm>
#include <utility>

#include <tenon/schema/detail/arguments.hpp>
#include <tenon/schema/detail/attributes.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

std::string escaped(std::string_view text, char quote) {
  std::string out{quote};
  for (char c : text) {
    if (c == quote) out.push_back(c);
    out.push_back(c);
  }
  out.push_back(quote);
  return out;
}

class WhereReader {
 public:
  WhereReader(Draft& draft, const Model& model, Span attribute) : draft_(draft), model_(model), attribute_(attribute) {}

  std::string condition(const ast::Argument& member) {
    std::string_view name = member.name ? member.name->text : "";
    auto field = std::find_if(model_.fields.begin(), model_.fields.end(),
                              [&](const Field& candidate) { return candidate.name == name; });
    if (field == model_.fields.end()) {
      return error("unknown_field", backquoted(model_.name) + " has no field " + backquoted(name) + ".",
                   "Conditions speak of the model's own fields, or are SQL: `where: raw(\"…\")`.");
    }
    if (!field->is_column())
      return error("relation_in_key", backquoted(name) + " is a relation and has no column.",
                   "Name the field that holds its key.");
    if (!member.value) return {};
    const ast::Expression& value = *member.value;
    if (!value.is(ast::ExpressionKind::object)) return comparison(*field, value, false);
    if (value.arguments.size() != 1 || !value.arguments[0].name || value.arguments[0].name->text != "not") {
      return error("bad_where", "In the condition of a partial index only `{ not: … }` may stand behind a field.",
                   "Other conditions are written in SQL: `where: raw(\"…\")`.");
    }
    if (!value.arguments[0].value) return {};
    return comparison(*field, *value.arguments[0].value, true);
  }

  std::string error(std::string_view rule, std::string message, std::string hint) {
    draft_.reporter.error(rule, attribute_, std::move(message), std::move(hint));
    return {};
  }

 private:
  std::string comparison(const Field& field, const ast::Expression& value, bool negated) {
    std::string column = escaped(field.db_name, '"');
    std::string sign = negated ? " <> " : " = ";
    switch (value.kind) {
      case ast::ExpressionKind::constant:
        if (value.text == "null") return column + (negated ? " IS NOT NULL" : " IS NULL");
        if (value.text == "true" || value.text == "false") return column + sign + value.text;
        if (field.kind == FieldKind::enumeration) return column + sign + enum_text(*field.enumeration, value.text);
        break;
      case ast::ExpressionKind::number: return column + sign + value.text;
      case ast::ExpressionKind::string: return column + sign + escaped(value.text, '\'');
      default: break;
    }
    return error(
        "bad_where",
        "A condition compares with a string, a number, `true`, `false` or `null`, not with " + described(value) + ".",
        "Other conditions are written in SQL: `where: raw(\"…\")`.");
  }

  static std::string enum_text(const Enum& values, std::string_view name) {
    const EnumValue* value = values.find(name);
    return escaped(value != nullptr ? std::string_view{value->db_name} : name, '\'');
  }

  Draft& draft_;
  const Model& model_;
  Span attribute_;
};

}  // namespace

std::string read_where(Draft& draft, const Model& model, const ast::Argument& argument, Span attribute) {
  WhereReader reader{draft, model, attribute};
  if (!draft.has_preview("partialIndexes")) {
    draft.reporter.error("preview_needed", argument.span, "Partial indexes are a preview feature.",
                         "Add \"partialIndexes\" to the `previewFeatures` of a generator.");
    return {};
  }
  if (!draft.engine().partial_indexes) {
    return reader.error("partial_index_not_supported",
                        std::string{draft.engine().label} + " has no partial indexes here.", "Remove `where`.");
  }
  const ast::Expression& value = *argument.value;
  if (value.is(ast::ExpressionKind::call) && value.text == "raw" && value.arguments.size() == 1 &&
      value.arguments[0].value && value.arguments[0].value->is(ast::ExpressionKind::string)) {
    return value.arguments[0].value->text;
  }
  if (!value.is(ast::ExpressionKind::object) || value.arguments.empty()) {
    return reader.error("bad_where", "The condition of a partial index is `raw(\"SQL\")` or `{ field: value }`.",
                        "Write `where: { active: true }`, for example.");
  }
  std::string out;
  for (const ast::Argument& member : value.arguments) {
    std::string condition = reader.condition(member);
    out += (out.empty() ? "" : " AND ") + condition;
  }
  return out;
}

}  // namespace tenon::schema::detail
