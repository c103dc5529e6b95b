#include <algorithm>
#include <array>
#include <utility>

#include <tenon/schema/detail/arguments.hpp>
#include <tenon/schema/detail/attributes.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::array actions{ReferentialAction::cascade, ReferentialAction::restrict_, ReferentialAction::no_action,
                             ReferentialAction::set_null, ReferentialAction::set_default};

class RelationReader {
 public:
  RelationReader(Draft& draft, RelationDraft& relation, const ast::Attribute& attribute)
      : reporter_(draft.reporter),
        relation_(relation),
        attribute_(attribute),
        arguments_(attribute.arguments, "@relation", attribute.span, draft.reporter) {}

  void read();

 private:
  std::vector<const Field*> fields(const ast::Argument& argument, const Model& model, std::string_view label);
  std::optional<ReferentialAction> action(const ast::Argument* argument, Span& span);
  void name();
  void map();

  Reporter& reporter_;
  RelationDraft& relation_;
  const ast::Attribute& attribute_;
  Arguments arguments_;
};

void RelationReader::read() {
  relation_.node = &attribute_;
  relation_.attribute_span = attribute_.span;
  if (arguments_.broken()) return;
  name();
  if (const ast::Argument* argument = arguments_.named("fields")) {
    relation_.fields = fields(*argument, *relation_.model, "fields");
    relation_.fields_written = true;
  }
  if (const ast::Argument* argument = arguments_.named("references")) {
    relation_.references = fields(*argument, *relation_.target, "references");
    relation_.references_written = true;
  }
  relation_.on_delete = action(arguments_.named("onDelete"), relation_.on_delete_span);
  relation_.on_update = action(arguments_.named("onUpdate"), relation_.on_update_span);
  map();
  arguments_.finish();
}

void RelationReader::name() {
  const ast::Argument* argument = arguments_.unnamed_or("name");
  auto text = arguments_.string(argument);
  if (!text) return;
  if (text->empty()) {
    reporter_.error("empty_relation_name", argument->span, "The name of a relation cannot be empty.",
                    "Remove it, or give the same name on both sides.");
  }
  relation_.name = std::move(*text);
}

void RelationReader::map() {
  const ast::Argument* argument = arguments_.named("map");
  auto text = arguments_.string(argument);
  if (!text) return;
  relation_.map = std::move(*text);
  relation_.map_span = argument->span;
}

std::vector<const Field*> RelationReader::fields(const ast::Argument& argument, const Model& model,
                                                 std::string_view label) {
  std::vector<const Field*> out;
  std::vector<std::string_view> unknown;
  std::vector<std::string_view> relations;
  std::vector<const ast::Expression*> names;
  if (argument.value->is(ast::ExpressionKind::array)) {
    for (const ast::Expression& element : argument.value->elements) names.push_back(&element);
  } else {
    names.push_back(&*argument.value);
  }
  for (const ast::Expression* name : names) {
    if (!name->is(ast::ExpressionKind::constant)) {
      reporter_.error("wrong_value", name->span, "The name of a field is needed here, not " + described(*name) + ".",
                      "Fields are listed as `[a, b]`, without quotes.");
      continue;
    }
    auto found = std::find_if(model.fields.begin(), model.fields.end(),
                              [&](const Field& field) { return field.name == name->text; });
    if (found == model.fields.end()) {
      unknown.push_back(name->text);
    } else if (found->is_relation()) {
      relations.push_back(name->text);
    } else {
      out.push_back(&*found);
    }
  }
  if (!unknown.empty()) {
    std::vector<std::string_view> candidates;
    candidates.reserve(model.fields.size());
    for (const Field& field : model.fields) candidates.push_back(field.name);
    reporter_.error(
        "unknown_relation_field", argument.span,
        backquoted(model.name) + " has no field " + listed(unknown, "or") + " for " + backquoted(label) + ".",
        did_you_mean_or(unknown.front(), candidates, "Its fields are "));
  }
  if (!relations.empty()) {
    reporter_.error("relation_in_relation", argument.span,
                    backquoted(label) + " names fields with columns; " + listed(relations) + " of " +
                        backquoted(model.name) + " is a relation.",
                    "Name the fields that hold the key, and those that it refers to.");
  }
  return out;
}

std::optional<ReferentialAction> RelationReader::action(const ast::Argument* argument, Span& span) {
  if (argument == nullptr) return std::nullopt;
  span = argument->span;
  const ast::Expression& value = *argument->value;
  std::vector<std::string_view> names;
  for (ReferentialAction known : actions) {
    names.push_back(to_string(known));
    if (value.is(ast::ExpressionKind::constant) && value.text == to_string(known)) return known;
  }
  std::string hint = did_you_mean_or(value.text, names, "There are ");
  reporter_.error("unknown_action", value.span, "There is no referential action " + described(value) + ".",
                  std::move(hint));
  return std::nullopt;
}

}  // namespace

void read_relation(Draft& draft, Field& field, const ast::Attribute& attribute) {
  auto relation = std::find_if(draft.relations.begin(), draft.relations.end(),
                               [&](const RelationDraft& candidate) { return candidate.field == &field; });
  if (relation == draft.relations.end()) {
    draft.reporter.error(
        "relation_on_scalar", attribute.span,
        backquoted(field.name) + " is a " + field.type_name() + ", and `@relation` describes relations.",
        "Declare a second field whose type is the other model, and put `@relation` there.");
    return;
  }
  RelationReader{draft, *relation, attribute}.read();
}

}  // namespace tenon::schema::detail
