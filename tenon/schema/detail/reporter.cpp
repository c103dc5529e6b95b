#include <tenon/schema/detail/reporter.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

#include <tenon/base/text/utf8.hpp>

namespace tenon::schema::detail {
namespace {

/// Walks through one text and knows the line it is on. Diagnostics come in order, so one walk serves all.
struct Walk {
  std::string_view text;
  std::size_t at = 0;
  std::size_t line = 1;
  std::size_t line_begin = 0;

  void advance(std::size_t offset) {
    for (; at < offset; ++at) {
      bool ends = text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
      if (!ends) continue;
      ++line;
      line_begin = at + 1;
    }
  }
};

/// A NUL byte would end it where it is printed.
std::string shown(std::string_view line) {
  std::string out;
  for (const char c : line) {
    if (c == '\0') {
      out += "\uFFFD";
    } else {
      out += c;
    }
  }
  return out;
}

void locate(Diagnostic& diagnostic, Walk& walk) {
  std::size_t begin = std::min<std::size_t>(diagnostic.span.begin, walk.text.size());
  std::size_t end = std::max<std::size_t>(diagnostic.span.end, begin);
  walk.advance(begin);
  std::string_view line = walk.text.substr(walk.line_begin);
  line = line.substr(0, line.find_first_of("\r\n"));
  std::string_view before = line.substr(0, begin - walk.line_begin);
  std::string_view marked = line.substr(before.size(), end - begin);
  diagnostic.line = walk.line;
  diagnostic.excerpt = shown(line);
  diagnostic.column = text::count_code_points(before) + 1;
  diagnostic.width = std::max<std::size_t>(1, text::count_code_points(marked));
}

}  // namespace

void Reporter::add(Severity severity, std::string_view rule, Span span, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.rule = rule;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  found_.push_back(std::move(diagnostic));
}

void Reporter::error(std::string_view rule, Span span, std::string message, std::string hint) {
  add(Severity::error, rule, span, std::move(message), std::move(hint));
  ++errors_;
}

void Reporter::warning(std::string_view rule, Span span, std::string message, std::string hint) {
  add(Severity::warning, rule, span, std::move(message), std::move(hint));
}

bool Reporter::has_errors_since(std::size_t mark) const noexcept {
  return std::any_of(found_.begin() + static_cast<std::ptrdiff_t>(mark), found_.end(),
                     [](const Diagnostic& found) { return found.severity == Severity::error; });
}

void Reporter::rollback(std::size_t mark) {
  while (found_.size() > mark) {
    if (found_.back().severity == Severity::error) --errors_;
    found_.pop_back();
  }
}

std::vector<Diagnostic> Reporter::take() {
  std::stable_sort(found_.begin(), found_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.file, a.span.begin) < std::tie(b.span.file, b.span.begin);
  });
  Walk walk;
  std::size_t walked = sources_.size();
  for (Diagnostic& diagnostic : found_) {
    const Source& source = sources_[diagnostic.span.file];
    if (diagnostic.span.file != walked) walk = Walk{source.text};
    walked = diagnostic.span.file;
    diagnostic.file = source.name;
    locate(diagnostic, walk);
  }
  errors_ = 0;
  return std::exchange(found_, {});
}

}  // namespace tenon::schema::detail
