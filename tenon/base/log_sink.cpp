#include <tenon/base/error.hpp>
#include <tenon/base/log_sink.hpp>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <mutex>

namespace tenon::log {
namespace {

using Clock = std::chrono::steady_clock;

/// What a pipe holds for a reader that is behind. The kernel keeps it, so that a crash of the program loses none of it.
constexpr int pipe_room = 1 << 20;

/// Such a reader is waited for, but not for long at once, and for no more than a twentieth of the time in all: who
/// logs is a loop that has requests to serve.
constexpr std::chrono::nanoseconds longest_wait = std::chrono::milliseconds(20);
constexpr int share_of_waiting = 20;

class FdSink final : public Sink {
 public:
  explicit FdSink(int fd) : fd_(fd) {
    const int room = ::fcntl(fd, F_GETPIPE_SZ);
    if (room < 0) return;
    piece_ = PIPE_BUF;
    if (room < pipe_room) ::fcntl(fd, F_SETPIPE_SZ, pipe_room);  // not if the system keeps too much in pipes already
  }

  /// The lock keeps whole what is written in several pieces.
  bool write(std::string_view line) noexcept override {
    const std::lock_guard lock(mutex_);
    if (is_cut_off_ && put("\n") == 0) return false;
    is_cut_off_ = false;
    const std::size_t size = line.size();
    while (!line.empty()) {
      const std::size_t written = put(line.substr(0, piece_));
      if (written == 0) {
        is_cut_off_ = line.size() < size;
        return false;
      }
      line.remove_prefix(written);
    }
    return true;
  }

  bool shows_colours() const noexcept override { return ::isatty(fd_) == 1 && std::getenv("NO_COLOR") == nullptr; }

 private:
  /// How much of it was written; nothing if there is no room for it, or none that can be written to.
  std::size_t put(std::string_view bytes) noexcept {
    if (!has_room()) return 0;
    ssize_t written;
    do {
      written = ::write(fd_, bytes.data(), bytes.size());
    } while (written < 0 && errno == EINTR);
    return written < 0 ? 0 : static_cast<std::size_t>(written);
  }

  /// Whether a write would not block. Errors are left to the write.
  bool has_room() noexcept {
    pollfd writable{fd_, POLLOUT, 0};
    if (::poll(&writable, 1, 0) != 0) return true;
    const Clock::time_point begin = Clock::now();
    patience_ = std::min(longest_wait, patience_ + (begin - last_wait_) / share_of_waiting);
    const auto wait = std::chrono::floor<std::chrono::milliseconds>(patience_);
    const bool has_room = ::poll(&writable, 1, static_cast<int>(wait.count())) != 0;
    last_wait_ = Clock::now();
    patience_ -= std::min(patience_, last_wait_ - begin);
    return has_room;
  }

  const int fd_;
  std::size_t piece_ =
      std::string_view::npos;  // a pipe that poll() calls writable takes PIPE_BUF bytes without blocking
  std::mutex mutex_;
  bool is_cut_off_ = false;  // the line before ends where the room did
  std::chrono::nanoseconds patience_ = longest_wait;
  Clock::time_point last_wait_ = Clock::now();
};

class FileSink final : public Sink {
 public:
  FileSink(const std::string& path, Bytes size, std::size_t count) : file_(path, size.count(), count) {
    constexpr auto no_line_break = "";
    file_.set_formatter(
        std::make_unique<spdlog::pattern_formatter>("%v", spdlog::pattern_time_type::utc, no_line_break));
  }

  bool write(std::string_view line) noexcept override {
    try {
      file_.log({"", spdlog::level::info, {line.data(), line.size()}});
      file_.flush();
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

 private:
  spdlog::sinks::rotating_file_sink_mt file_;
};

}  // namespace

std::shared_ptr<Sink> fd_sink(int fd) { return std::make_shared<FdSink>(fd); }

std::shared_ptr<Sink> stdout_sink() { return fd_sink(STDOUT_FILENO); }

std::shared_ptr<Sink> file_sink(const std::string& path, Bytes size, std::size_t count) {
  try {
    return std::make_shared<FileSink>(path, size, count);
  } catch (const spdlog::spdlog_ex& error) {
    throw Unavailable("log_file_unavailable", error.what());
  }
}

}  // namespace tenon::log
