#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/detail/ast.hpp>
#include <tenon/schema/detail/reporter.hpp>

namespace tenon::schema::detail {

/// The arguments of one attribute or function: they are asked for by name, and those that nobody asked for are
/// reported in the end.
///
///     Arguments arguments{attribute.arguments, "@map", attribute.span, reporter};
///     const ast::Argument* name = arguments.unnamed_or("name");
///     arguments.finish();
class Arguments {
 public:
  Arguments(const std::vector<ast::Argument>& arguments, std::string label, Span span, Reporter& reporter);

  /// More than one argument without name: reported, and nothing else should be read.
  bool broken() const noexcept { return broken_; }

  /// nullptr where it was not given. An argument without value was reported by the parser and counts as not given.
  const ast::Argument* named(std::string_view name);
  const ast::Argument* unnamed_or(std::string_view name);
  /// Reported when it is missing.
  const ast::Argument* required(std::string_view name);

  std::optional<std::string> string(const ast::Argument* argument);

  void finish();

  const std::string& label() const noexcept { return label_; }
  Span span() const noexcept { return span_; }
  Reporter& reporter() noexcept { return reporter_; }

 private:
  const std::vector<ast::Argument>& arguments_;
  std::string label_;
  Span span_;
  Reporter& reporter_;
  std::vector<bool> used_;
  std::vector<std::string_view> asked_;
  bool broken_ = false;
};

/// What a value is, for messages: "the string `\"x\"`", "the number `1`".
std::string described(const ast::Expression& value);

/// The text of a string value, or a report that one is needed.
std::optional<std::string> expect_string(const ast::Expression& value, Reporter& reporter);

}  // namespace tenon::schema::detail
