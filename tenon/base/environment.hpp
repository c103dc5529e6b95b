#pragma once

#include <tenon/base/result.hpp>

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

/// An error in a `.env` file.
struct EnvFileError {
  std::size_t line = 0;  ///< from 1
  std::string detail;

  bool operator==(const EnvFileError&) const = default;
};

/// Variables by name: those of the process, of a `.env` file, or of a test. A value that is copied once, so
/// that later changes of the process's environment are not seen.
class Environment {
 public:
  using Variables = std::map<std::string, std::string, std::less<>>;

  Environment() = default;
  Environment(std::initializer_list<Variables::value_type> variables) : variables_(variables) {}

  /// The variables of this process.
  static Environment of_process();

  /// Reads the text of a `.env` file, with all of its errors at once:
  ///
  ///     # a comment
  ///     PORT=8080                      # a comment too, after a space
  ///     export NAME='as it is, $ and \ too'
  ///     KEY="with \n, \r, \t, \", \\, \$
  ///     and line breaks"
  ///
  /// Spaces around a name and an unquoted value do not count, CRLF ends a line as LF does, a byte order mark
  /// is skipped, a name given twice has its last value. `${NAME}` is not replaced. Backquotes are like single
  /// quotes, as in Node's dotenv.
  static Result<Environment, std::vector<EnvFileError>> parse(std::string_view text);

  /// The variables of this process and, below them, of the file: what the process was given wins. No file is
  /// an empty file. Throws Invalid with the errors of the file, each with the pointer "<path>:<line>".
  static Environment load(const std::string& path = ".env");

  /// Adds the variables of `weaker` that are not here yet.
  void fill_from(const Environment& weaker);
  void set(std::string name, std::string value);

  /// The value, valid as long as this object is not changed; nothing if there is no such variable.
  std::optional<std::string_view> find(std::string_view name) const;
  const Variables& variables() const noexcept { return variables_; }

 private:
  Variables variables_;
};

}  // namespace tenon
