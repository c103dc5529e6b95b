#include <tenon/schema/detail/draft.hpp>

namespace tenon::schema::detail {
namespace {

/// Looks for the character NUL, which a string has by `\\u0000`: no text of SQL can hold it.
class NulCheck {
 public:
  explicit NulCheck(Draft& draft) : draft_(draft) {}

  void block(const ast::Block& block) {
    for (const ast::Property& property : block.properties) expression(property.value);
    for (const ast::Field& field : block.fields) {
      if (field.type.unsupported) text(*field.type.unsupported, field.type.span);
      attributes(field.attributes);
    }
    for (const ast::EnumValue& value : block.values) attributes(value.attributes);
    attributes(block.attributes);
  }

 private:
  void attributes(const std::vector<ast::Attribute>& all) {
    for (const ast::Attribute& attribute : all) arguments(attribute.arguments);
  }

  void arguments(const std::vector<ast::Argument>& all) {
    for (const ast::Argument& argument : all) {
      if (argument.value) expression(*argument.value);
    }
  }

  void expression(const ast::Expression& value) {
    if (value.is(ast::ExpressionKind::string)) text(value.text, value.span);
    for (const ast::Expression& element : value.elements) expression(element);
    arguments(value.arguments);
  }

  void text(std::string_view text, Span span) {
    if (text.find('\0') == std::string_view::npos) return;
    draft_.reporter.error(
        "nul_in_text", span,
        "This text has the character NUL, which " + std::string{draft_.engine().label} + " cannot hold.",
        "Remove the `\\u0000`.");
  }

  Draft& draft_;
};

}  // namespace

void check_texts(Draft& draft) {
  if (draft.engine().nul_in_text) return;
  NulCheck check{draft};
  for (const ast::Document& document : draft.documents) {
    for (const ast::Block& block : document.blocks) check.block(block);
  }
}

}  // namespace tenon::schema::detail
