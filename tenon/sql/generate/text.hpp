#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

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
  /// A comment of the schema, as one of the code.
  void documentation(std::string_view indent, std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      line({indent, "/// ", text.substr(0, end)});
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace tenon::sql::generate
