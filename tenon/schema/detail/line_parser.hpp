#pragma once

#include <optional>
#include <string>

#include <tenon/schema/detail/ast.hpp>
#include <tenon/schema/detail/lexer.hpp>
#include <tenon/schema/detail/reporter.hpp>

namespace tenon::schema::detail {

/// What stands on one line of a block: a field, an enum value, a property or a block attribute.
///
/// Each reader leaves the position behind what it read, or returns nullopt somewhere on the line; `expected()` then
/// says what would have been right there. A line is good only if nothing but a comment follows.
class LineParser {
 public:
  LineParser(Lexer& lexer, Reporter& reporter) : lexer_(lexer), reporter_(reporter) {}

  std::optional<ast::Field> field();
  std::optional<ast::EnumValue> enum_value();
  std::optional<ast::Property> property();
  std::optional<ast::Attribute> attribute(std::string_view prefix);

  void start_line() { expected_.clear(); }
  const std::string& expected() const noexcept { return expected_; }

 private:
  std::optional<ast::FieldType> field_type();
  std::optional<std::string> unsupported();
  bool attributes(std::vector<ast::Attribute>& out);
  bool arguments(std::vector<ast::Argument>& out, std::string_view owner, char close);
  std::optional<ast::Argument> argument(std::string_view owner);
  std::optional<ast::Expression> expression();
  bool elements(std::vector<ast::Expression>& out);
  void expect(std::string what);

  Lexer& lexer_;
  Reporter& reporter_;
  std::string expected_;
  int depth_ = 0;
};

}  // namespace tenon::schema::detail
