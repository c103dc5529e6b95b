#include <tenon/schema/detail/line_parser.hpp>

#include <utility>

namespace tenon::schema::detail {
namespace {

/// Deeper nesting than any schema has; it keeps hostile input from exhausting the stack.
constexpr int max_depth = 64;

}  // namespace

void LineParser::expect(std::string what) {
  if (expected_.empty()) expected_ = std::move(what);
}

std::optional<ast::Field> LineParser::field() {
  std::size_t begin = lexer_.position();
  auto name = lexer_.identifier();
  if (!name) {
    expect(lexer_.sees("@") ? "An attribute stands on the line of its field; those of the model begin with `@@`."
                            : "A field begins with its name, and a name with a letter.");
    return std::nullopt;
  }
  ast::Field field;
  field.name = *name;
  lexer_.skip_spaces();
  std::size_t colon = lexer_.position();
  if (lexer_.take(":")) {
    reporter_.error("legacy_colon", lexer_.span_from(colon), "There is no `:` between a field's name and its type.",
                    "Write `" + std::string{name->text} + " Type`.");
    lexer_.skip_spaces();
  }
  auto type = field_type();
  if (type) {
    field.type = std::move(*type);
  } else if (lexer_.at_line_end() || lexer_.sees("@") || lexer_.sees("/")) {
    reporter_.error("missing_type", name->span, "The field `" + std::string{name->text} + "` has no type.",
                    "A field is written `name Type`, for example `" + std::string{name->text} + " String`.");
  } else {
    expect("After the field's name comes its type: `name Type`.");
    return std::nullopt;
  }
  if (!attributes(field.attributes)) return std::nullopt;
  field.span = lexer_.span_from(begin);
  return field;
}

std::optional<ast::FieldType> LineParser::field_type() {
  std::size_t begin = lexer_.position();
  ast::FieldType type;
  bool bracket = lexer_.take("[");
  if (bracket) lexer_.skip_spaces();
  if (lexer_.sees("Unsupported(")) {
    type.unsupported = unsupported();
    if (!type.unsupported) return std::nullopt;
  } else {
    auto name = lexer_.identifier();
    if (!name) return std::nullopt;
    type.name = name->text;
  }
  type.span = lexer_.span_from(begin);
  std::size_t behind = lexer_.position();
  lexer_.skip_spaces();
  std::string plain{type.unsupported ? lexer_.text_from(begin).substr(0, behind - begin) : type.name};
  if (bracket) {
    if (!lexer_.take("]")) return std::nullopt;
    reporter_.error("legacy_list", lexer_.span_from(begin), "A list is written with the brackets behind its type.",
                    "Write `" + plain + "[]`.");
    type.modifier = ast::Modifier::list;
  } else if (lexer_.take("[]")) {
    type.modifier = ast::Modifier::list;
    if (lexer_.take("?")) {
      reporter_.error("optional_list", lexer_.span_from(begin), "A list cannot be optional.",
                      "Write `" + plain + "[]`: a list that holds nothing is empty.");
    }
  } else if (lexer_.take("?")) {
    type.modifier = ast::Modifier::optional;
    if (lexer_.sees("[")) expect("There are no lists of optional values; write `" + plain + "[]`.");
  } else if (lexer_.take("!")) {
    reporter_.error("legacy_required", lexer_.span_from(begin), "Fields are required without a `!`.",
                    "Write `" + plain + "`.");
  } else {
    lexer_.rewind(behind);
    if (lexer_.sees(".")) expect("A native type is an attribute: `String @db.VarChar(20)`.");
  }
  return type;
}

std::optional<std::string> LineParser::unsupported() {
  lexer_.take("Unsupported(");
  lexer_.skip_spaces();
  auto raw = lexer_.string(reporter_);
  lexer_.skip_spaces();
  if (raw && lexer_.take(")")) return raw;
  expect("An unsupported type is written `Unsupported(\"the database's type\")`.");
  return std::nullopt;
}

std::optional<ast::EnumValue> LineParser::enum_value() {
  std::size_t begin = lexer_.position();
  auto name = lexer_.identifier();
  if (!name) {
    expect("An enum value is a name that begins with a letter.");
    return std::nullopt;
  }
  ast::EnumValue value;
  value.name = *name;
  if (!attributes(value.attributes)) return std::nullopt;
  value.span = lexer_.span_from(begin);
  return value;
}

std::optional<ast::Property> LineParser::property() {
  std::size_t begin = lexer_.position();
  auto key = lexer_.identifier();
  lexer_.skip_spaces();
  if (!key || !lexer_.take("=")) {
    expect("Settings are written `key = value`.");
    return std::nullopt;
  }
  lexer_.skip_spaces();
  if (lexer_.at_line_end() || lexer_.sees("//")) {
    reporter_.error("missing_value", key->span, "The setting `" + std::string{key->text} + "` has no value.",
                    "Settings are written `name = value`.");
    return ast::Property{*key, {}, lexer_.span_from(begin)};
  }
  auto value = expression();
  if (!value) return std::nullopt;
  return ast::Property{*key, std::move(*value), lexer_.span_from(begin)};
}

bool LineParser::attributes(std::vector<ast::Attribute>& out) {
  while (true) {
    std::size_t behind = lexer_.position();
    lexer_.skip_spaces();
    if (!lexer_.sees("@")) {
      if (!lexer_.at_line_end() && !lexer_.sees("/")) expect("An attribute begins with `@`.");
      lexer_.rewind(behind);
      return true;
    }
    auto found = attribute("@");
    if (!found) return false;
    out.push_back(std::move(*found));
  }
}

std::optional<ast::Attribute> LineParser::attribute(std::string_view prefix) {
  std::size_t begin = lexer_.position();
  lexer_.take(prefix);
  auto name = lexer_.path();
  if (!name) {
    expect(lexer_.sees("@") ? "Attributes with `@@` stand on a line of their own."
                            : "Behind the `@` stands the attribute's name.");
    return std::nullopt;
  }
  ast::Attribute attribute;
  attribute.name = *name;
  std::size_t behind = lexer_.position();
  lexer_.skip_spaces();
  if (lexer_.take("(")) {
    std::string owner{lexer_.text_from(begin).substr(0, behind - begin)};
    if (!arguments(attribute.arguments, owner, ')')) return std::nullopt;
  } else {
    lexer_.rewind(behind);
  }
  attribute.span = lexer_.span_from(begin);
  return attribute;
}

bool LineParser::arguments(std::vector<ast::Argument>& out, std::string_view owner, char close) {
  std::string_view closing = close == ')' ? ")" : "}";
  lexer_.skip_spaces();
  if (lexer_.take(closing)) return true;
  while (true) {
    auto next = argument(owner);
    if (!next) return false;
    out.push_back(std::move(*next));
    lexer_.skip_spaces();
    if (lexer_.take(closing)) return true;
    std::size_t comma = lexer_.position();
    if (!lexer_.take(",")) {
      expect(lexer_.at_line_end()
                 ? "All arguments stand on one line, and `" + std::string{closing} + "` closes them."
                 : "Between arguments stands a comma, behind the last `" + std::string{closing} + "`.");
      return false;
    }
    Span comma_span = lexer_.span_from(comma);
    lexer_.skip_spaces();
    if (lexer_.take(closing)) {
      reporter_.error("trailing_comma", comma_span, "No comma stands behind the last argument.", "Remove the comma.");
      return true;
    }
  }
}

std::optional<ast::Argument> LineParser::argument(std::string_view owner) {
  std::size_t begin = lexer_.position();
  ast::Argument argument;
  if (auto name = lexer_.identifier()) {
    lexer_.skip_spaces();
    if (lexer_.take(":")) {
      argument.name = name;
      lexer_.skip_spaces();
      if (lexer_.sees(")") || lexer_.sees(",")) {
        reporter_.error("missing_value", name->span,
                        "The argument `" + std::string{name->text} + "` of `" + std::string{owner} + "` has no value.",
                        "Write `" + std::string{name->text} + ": value`, or remove it.");
        argument.span = lexer_.span_from(begin);
        return argument;
      }
    } else {
      lexer_.rewind(begin);
    }
  }
  argument.value = expression();
  if (!argument.value) return std::nullopt;
  argument.span = lexer_.span_from(begin);
  return argument;
}

std::optional<ast::Expression> LineParser::expression() {
  std::size_t begin = lexer_.position();
  ast::Expression out;
  if (depth_ == max_depth) {
    expect("Values are nested too deeply.");
    return std::nullopt;
  }
  ++depth_;
  bool good = true;
  if (lexer_.sees("\"")) {
    out.kind = ast::ExpressionKind::string;
    auto text = lexer_.string(reporter_);
    good = text.has_value();
    if (good) out.text = std::move(*text);
    if (!good) expect("A string ends with `\"` on the line it begins on.");
  } else if (lexer_.take("[")) {
    out.kind = ast::ExpressionKind::array;
    good = elements(out.elements);
  } else if (lexer_.take("{")) {
    out.kind = ast::ExpressionKind::object;
    good = arguments(out.arguments, "{}", '}');
  } else if (auto number = lexer_.number()) {
    out.kind = ast::ExpressionKind::number;
    out.text = number->text;
    if (lexer_.sees("e") || lexer_.sees("E")) expect("Numbers are written without an exponent.");
  } else if (auto name = lexer_.path()) {
    out.kind = ast::ExpressionKind::constant;
    out.text = name->text;
    std::size_t behind = lexer_.position();
    lexer_.skip_spaces();
    if (lexer_.take("(")) {
      out.kind = ast::ExpressionKind::call;
      good = arguments(out.arguments, out.text, ')');
    } else {
      lexer_.rewind(behind);
    }
  } else {
    good = false;
    expect(lexer_.sees("'")       ? "Strings stand in double quotes."
           : lexer_.at_line_end() ? "Here a value is needed, on the same line."
                                  : "Here a value is needed.");
  }
  --depth_;
  if (!good) return std::nullopt;
  out.span = lexer_.span_from(begin);
  return out;
}

bool LineParser::elements(std::vector<ast::Expression>& out) {
  lexer_.skip_spaces();
  if (lexer_.take("]")) return true;
  while (true) {
    auto element = expression();
    if (!element) return false;
    out.push_back(std::move(*element));
    lexer_.skip_spaces();
    if (lexer_.take("]")) return true;
    if (!lexer_.take(",")) {
      expect(lexer_.at_line_end() ? "All of a list stands on one line, and `]` closes it."
                                  : "Between the elements of a list stands a comma, behind the last `]`.");
      return false;
    }
    lexer_.skip_spaces();
    if (lexer_.sees("]")) {
      expect("No comma stands behind the last element of a list.");
      return false;
    }
    if (lexer_.at_line_end()) {
      expect("All of a list stands on one line.");
      return false;
    }
  }
}

}  // namespace tenon::schema::detail
