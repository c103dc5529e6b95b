#include <tenon/sql/postgres/wire/diagnostic.hpp>

#include <algorithm>

#include <tenon/base/text/numbers.hpp>
#include <tenon/sql/postgres/wire/body_reader.hpp>

namespace tenon::sql::postgres {
namespace {

bool is_sqlstate(std::string_view code) noexcept {
  return code.size() == 5 &&
         std::all_of(code.begin(), code.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

/// Where a field of this type belongs; null for one that is not kept.
std::string* text_field(Diagnostic& diagnostic, char type) noexcept {
  switch (type) {
    case 'V': return &diagnostic.severity;
    case 'C': return &diagnostic.sqlstate;
    case 'M': return &diagnostic.message;
    case 'D': return &diagnostic.detail;
    case 'H': return &diagnostic.hint;
    case 'W': return &diagnostic.where;
    case 'q': return &diagnostic.internal_query;
    case 's': return &diagnostic.schema;
    case 't': return &diagnostic.table;
    case 'c': return &diagnostic.column;
    case 'd': return &diagnostic.type;
    case 'n': return &diagnostic.constraint;
    case 'R': return &diagnostic.routine;
    default: return nullptr;
  }
}

}  // namespace

std::optional<Diagnostic> Diagnostic::parse(std::string_view text) {
  Diagnostic out;
  BodyReader body(text);
  std::string_view localized_severity;
  for (char type = static_cast<char>(body.byte()); type != '\0'; type = static_cast<char>(body.byte())) {
    const std::string_view value = body.text();
    if (std::string* const field = text_field(out, type)) {
      *field = value;
    } else if (type == 'S') {
      localized_severity = value;
    } else if (type == 'P') {
      out.position = text::parse_integer<std::uint32_t>(value).value_or(0);
    } else if (type == 'p') {
      out.internal_position = text::parse_integer<std::uint32_t>(value).value_or(0);
    }
  }
  // Older servers, and poolers, send the translated one alone.
  if (out.severity.empty()) out.severity = localized_severity;
  if (!body.complete() || out.severity.empty() || !is_sqlstate(out.sqlstate) || out.message.empty()) {
    return std::nullopt;
  }
  return out;
}

}  // namespace tenon::sql::postgres
