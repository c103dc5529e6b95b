#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/schema/detail/ast.hpp>
#include <tenon/schema/detail/reporter.hpp>

namespace tenon::schema::detail {

/// Reads the words of the schema language one by one, as the parser asks for them. What a character means depends on
/// where it stands (`007` is a number in an argument and a name elsewhere), so there is no stream of tokens.
///
/// A reader that returns false or nullopt leaves the position where it was.
class Lexer {
 public:
  Lexer(std::string_view text, std::uint32_t file) : text_(text), file_(file) {}

  std::size_t position() const noexcept { return at_; }
  void rewind(std::size_t position) noexcept { at_ = position; }
  bool at_end() const noexcept { return at_ == text_.size(); }
  /// At a line end or the end of the text.
  bool at_line_end() const noexcept;
  char peek() const noexcept { return at_end() ? '\0' : text_[at_]; }
  bool sees(std::string_view word) const noexcept { return text_.substr(at_).starts_with(word); }

  /// Spaces, tabs and no-break spaces.
  void skip_spaces() noexcept;
  /// One line end: \n, \r\n or \r.
  bool take_line_end() noexcept;
  /// Everything up to the line end, which stays.
  void skip_line() noexcept;
  bool take(std::string_view word) noexcept;

  /// Letters, digits, `_` and `-`, beginning with a letter or digit; non-ASCII characters count as letters.
  std::optional<ast::Name> identifier() noexcept;
  /// Identifiers joined by dots; a dot may also end it.
  std::optional<ast::Name> path() noexcept;
  /// Digits with an optional sign and fraction.
  std::optional<ast::Name> number() noexcept;
  /// A string in double quotes on one line, decoded; wrong escapes are reported.
  std::optional<std::string> string(Reporter& reporter);
  /// A comment of any kind, with its slashes. An unclosed block comment is none.
  std::optional<ast::Name> comment() noexcept;

  Span span_from(std::size_t begin) const noexcept;
  std::string_view text_from(std::size_t begin) const noexcept { return text_.substr(begin, at_ - begin); }

 private:
  bool escape(std::string& out);
  std::optional<std::uint32_t> hex4() noexcept;

  std::string_view text_;
  std::uint32_t file_;
  std::size_t at_ = 0;
};

}  // namespace tenon::schema::detail
