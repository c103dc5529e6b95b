#pragma once

#include <string>

namespace tenon::app {

/// What a Command takes besides its name.
struct Argument {
  /// "--limit" is followed by its value (`--limit 5`, `--limit=5`); "queue" is a value that stands by itself, in the
  /// order of the arguments. Lower-case letters, digits and '-', beginning with a letter; "h" and "help" are taken.
  std::string name;
  std::string meaning;  ///< what `--help` says of it
  bool required = false;
};

}  // namespace tenon::app
