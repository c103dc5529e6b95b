#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tenon::sql::generate {

/// Source text in the making.
class Text {
 public:
  /// The pieces, and the end of the line.
  void line(std::initializer_list<std::string_view> pieces) {
    for (const std::string_view piece : pieces) text_ += piece;
    text_ += '\n';
  }
  void line(std::string_view text = {}) { line({text}); }
  /// A comment of the schema, as one of the code, whatever it holds.
  void documentation(std::string_view indent, std::string_view text);
  /// Any text as literals that are one, in lines of their own.
  void literal(std::string_view text);
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace tenon::sql::generate
