#include <tenon/sql/generate/text.hpp>

#include <algorithm>
#include <cstddef>

#include <tenon/base/text/utf8.hpp>

namespace tenon::sql::generate {
namespace {

/// To compilers that is the end of a line which goes on in the next one; the second is the first, as a trigraph.
bool goes_on(std::string_view line) { return line.ends_with('\\') || line.ends_with("?\?/"); }

std::string comment(std::string_view line) {
  std::string text(line);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  text.erase(text.find_last_not_of(' ') + 1);
  if (goes_on(text)) text += " //";
  return text;
}

}  // namespace

void Text::documentation(std::string_view indent, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    line({indent, "/// ", comment(text.substr(0, end))});
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
  }
}

/// In pieces, since compilers need not take more than 64 KiB at once.
void Text::literal(std::string_view text) {
  constexpr std::size_t longest = 8000;
  std::string mark = "tenon";
  for (int i = 1; text.find(")" + mark + "\"") != std::string_view::npos; ++i) mark = "tenon" + std::to_string(i);
  do {
    std::size_t size = text::utf8_prefix(text, longest).size();
    if (size == 0) size = std::min(longest, text.size());
    line({"R\"", mark, "(", text.substr(0, size), ")", mark, "\""});
    text.remove_prefix(size);
  } while (!text.empty());
}

}  // namespace tenon::sql::generate
