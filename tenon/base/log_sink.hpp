#pragma once

#include <tenon/base/bytes.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace tenon::log {

/// Where finished lines go. Called from every thread that logs, at the same time.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Takes one line with its line break at the end. Must not throw: what cannot be written is lost and
  /// counted.
  virtual void write(std::string_view line) noexcept = 0;
  /// Lines that could not be written (a full disk, a closed pipe).
  virtual std::size_t lost() const noexcept { return 0; }
  /// Whether a person looks at it on a terminal that shows colours.
  virtual bool shows_colours() const noexcept { return false; }
};

/// An open file descriptor, which stays the caller's: one write(2) a line, lines of several threads never
/// mixed. A reader that does not read holds up the writer, as with any program that prints.
std::shared_ptr<Sink> fd_sink(int fd);
/// Standard output, where containers expect logs. Coloured on a terminal, unless NO_COLOR is set.
std::shared_ptr<Sink> stdout_sink();

/// A file that is appended to; at `size` it becomes `path.1`, the one before `path.2`, and only `count` old
/// ones are kept. Throws Unavailable if it cannot be opened.
std::shared_ptr<Sink> file_sink(const std::string& path, Bytes size = 64_MiB, std::size_t count = 5);

}  // namespace tenon::log
