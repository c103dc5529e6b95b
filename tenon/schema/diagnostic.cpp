#include <tenon/schema/diagnostic.hpp>

#include <algorithm>

#include <tenon/base/text/redact.hpp>

namespace tenon::schema {
namespace {

/// What stands before the caret: tabs stay, so that it ends up below the right character in every terminal.
std::string indentation(std::string_view line, std::size_t characters) {
  std::string out;
  for (char c : line) {
    bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (!begins) continue;
    if (characters-- == 0) break;
    out.push_back(c == '\t' ? '\t' : ' ');
  }
  return out;
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string{noun} + (count == 1 ? "" : "s");
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
  bool error = diagnostic.severity == Severity::error;
  std::string number = std::to_string(diagnostic.line);
  std::string margin(std::max<std::size_t>(number.size() + 1, 3), ' ');
  std::string out = error ? "error " + std::string{schema_error_code} + ": " : "warning: ";
  out += text::redact_urls(diagnostic.message) + "\n";
  out += " --> " + diagnostic.file + ":" + number + ":" + std::to_string(diagnostic.column) + "\n";
  out += margin + "|\n";
  out += std::string(margin.size() - number.size() - 1, ' ') + number + " | " + text::redact_urls(diagnostic.excerpt) +
         "\n";
  out += margin + "| " + indentation(diagnostic.excerpt, diagnostic.column - 1) + std::string(diagnostic.width, '^') +
         "\n";
  if (!diagnostic.hint.empty()) out += margin + "= help: " + diagnostic.hint + "\n";
  return out;
}

std::string render(std::span<const Diagnostic> diagnostics) {
  std::string out;
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    out += render(diagnostic) + "\n";
    if (diagnostic.severity == Severity::error) ++errors;
  }
  std::size_t warnings = diagnostics.size() - errors;
  if (errors == 0 && warnings == 0) return out;
  if (errors > 0) out += counted(errors, "error");
  if (errors > 0 && warnings > 0) out += ", ";
  if (warnings > 0) out += counted(warnings, "warning");
  return out + "\n";
}

}  // namespace tenon::schema
