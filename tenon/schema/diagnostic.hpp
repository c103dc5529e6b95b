#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::schema {

/// One file of a schema. A schema is one file or many; they are read in the order given, and that order is
/// the order of models in SQL and in generated code.
struct Source {
  std::string name;  ///< as shown in diagnostics: "schema.prisma"
  std::string text;  ///< UTF-8
};

/// A run of bytes in one of the sources.
struct Span {
  std::uint32_t file = 0;   ///< index into the sources
  std::uint32_t begin = 0;  ///< byte offset of the first byte
  std::uint32_t end = 0;    ///< byte offset behind the last byte
};

enum class Severity { error, warning };

/// One error of a schema, complete enough to be shown without the source at hand.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string_view rule;   ///< which rule was broken: stable, snake_case, e.g. "unknown_type"
  std::string message;     ///< a sentence for people: what is wrong
  std::string hint;        ///< what to do about it; only a warning may lack it
  Span span;               ///< what the caret points at
  std::string file;        ///< name of the source
  std::size_t line = 0;    ///< from 1
  std::size_t column = 0;  ///< from 1, in characters (code points), not bytes
  std::size_t width = 1;   ///< characters to underline on that line, at least 1
  std::string excerpt;     ///< the line itself, without its end
};

/// The code under which Prisma reports every error of a schema; editors and scripts that know Prisma look for
/// it.
inline constexpr std::string_view schema_error_code = "P1012";

/// A diagnostic as a terminal shows it:
///
///     error P1012: Unknown type `Prodct`.
///      --> shop.prisma:12:11
///        |
///     12 |   product Prodct @relation(fields: [productId], references: [id])
///        |           ^^^^^^
///        = help: Did you mean `Product`?
std::string render(const Diagnostic& diagnostic);

/// All of them, separated by blank lines, and a last line that counts errors and warnings.
std::string render(std::span<const Diagnostic> diagnostics);

}  // namespace tenon::schema
