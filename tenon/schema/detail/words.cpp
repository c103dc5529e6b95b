#include <tenon/schema/detail/words.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include <tenon/base/text/ascii.hpp>

namespace tenon::schema::detail {
namespace {

constexpr auto reserved_names = std::to_array<std::string_view>(
    {"PrismaClient", "async",      "await",     "break",  "case",     "catch", "class",      "const",
     "continue",     "debugger",   "default",   "delete", "do",       "else",  "enum",       "export",
     "extends",      "false",      "finally",   "for",    "function", "if",    "implements", "import",
     "in",           "instanceof", "interface", "let",    "new",      "null",  "package",    "private",
     "protected",    "public",     "return",    "super",  "switch",   "this",  "throw",      "true",
     "try",          "typeof",     "using",     "var",    "void",     "while", "with",       "yield"});

/// Levenshtein distance without regard to ASCII case.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::size_t replaced = diagonal + (text::to_lower(a[i]) == text::to_lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t\r\n";
  std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::string nearest_name(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest = 200;
  if (word.size() > longest) return {};
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > longest || candidate == word) continue;
    std::size_t edits = distance(word, candidate);
    if (edits >= best) continue;
    best = edits;
    found = candidate;
  }
  return std::string{found};
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  std::string near = nearest_name(word, candidates);
  return near.empty() ? near : "Did you mean " + backquoted(near) + "?";
}

std::string did_you_mean_or(std::string_view word, std::span<const std::string_view> candidates,
                            std::string_view otherwise) {
  std::string hint = did_you_mean(word, candidates);
  if (!hint.empty()) return hint;
  return candidates.empty() ? "There are none to choose from." : std::string{otherwise} + listed(candidates) + ".";
}

std::string listed(std::span<const std::string_view> names, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) {
      if (i + 1 < names.size()) {
        out += ", ";
      } else {
        out.append(" ").append(last).append(" ");
      }
    }
    out += backquoted(names[i]);
  }
  return out;
}

std::string backquoted(std::string_view name) { return "`" + std::string{name} + "`"; }

bool is_reserved_name(std::string_view name) noexcept {
  return std::find(reserved_names.begin(), reserved_names.end(), name) != reserved_names.end();
}

}  // namespace tenon::schema::detail
