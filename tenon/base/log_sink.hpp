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
  /// Takes one line with its line break at the end, and does not wait for a reader. False if the line is lost: a full
  /// disk, a closed pipe, a reader that is too far behind. The logger counts those and tells of them.
  virtual bool write(std::string_view line) noexcept = 0;
  /// Whether a person looks at it on a terminal that shows colours.
  virtual bool shows_colours() const noexcept { return false; }
};

/// An open file descriptor, which stays the caller's: one write(2) a line, before write() returns, so that a crash
/// loses none; lines of several threads are never mixed. Nothing is kept here: the room for a reader that is behind is
/// that of the pipe, which is made 1 MiB, or of the socket or terminal. When it is used up, the reader is waited for
/// up to a twentieth of the time and 20 ms at once; lines are lost while it takes nothing.
std::shared_ptr<Sink> fd_sink(int fd);
/// Standard output, where containers expect logs. Coloured on a terminal, unless NO_COLOR is set.
std::shared_ptr<Sink> stdout_sink();

/// A file that is appended to; at `size` it becomes `path.1`, the one before `path.2`, and only `count` old
/// ones are kept. Its folder is not made. What is no regular file (/dev/stdout, a FIFO) is written as fd_sink() does.
/// Throws Unavailable "log_file_unavailable" if it cannot be opened; a FIFO cannot be while nobody reads it.
std::shared_ptr<Sink> file_sink(const std::string& path, Bytes size = 64_MiB, std::size_t count = 5);

}  // namespace tenon::log
