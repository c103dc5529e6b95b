#include <tenon/base/error.hpp>
#include <tenon/base/log_sink.hpp>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>

#include <poll.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <mutex>

namespace tenon::log {
namespace {

class FdSink final : public Sink {
 public:
  explicit FdSink(int fd) : fd_(fd) {}

  /// The lock keeps whole what a pipe takes only in parts: lines above PIPE_BUF, or when it is nearly full.
  void write(std::string_view line) noexcept override {
    const std::lock_guard lock(mutex_);
    while (!line.empty()) {
      const ssize_t written = ::write(fd_, line.data(), line.size());
      if (written >= 0) {
        line.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno == EAGAIN) {
        pollfd writable{fd_, POLLOUT, 0};
        ::poll(&writable, 1, -1);
      } else if (errno != EINTR) {
        lost_.fetch_add(1, std::memory_order_relaxed);
        return;
      }
    }
  }

  std::size_t lost() const noexcept override { return lost_.load(std::memory_order_relaxed); }
  bool shows_colours() const noexcept override { return ::isatty(fd_) == 1 && std::getenv("NO_COLOR") == nullptr; }

 private:
  int fd_;
  std::mutex mutex_;
  std::atomic<std::size_t> lost_{0};
};

class FileSink final : public Sink {
 public:
  FileSink(const std::string& path, Bytes size, std::size_t count) : file_(path, size.count(), count) {
    constexpr auto no_line_break = "";
    file_.set_formatter(
        std::make_unique<spdlog::pattern_formatter>("%v", spdlog::pattern_time_type::utc, no_line_break));
  }

  void write(std::string_view line) noexcept override {
    try {
      file_.log({"", spdlog::level::info, {line.data(), line.size()}});
      file_.flush();
    } catch (const std::exception&) {
      lost_.fetch_add(1, std::memory_order_relaxed);
    }
  }

  std::size_t lost() const noexcept override { return lost_.load(std::memory_order_relaxed); }

 private:
  spdlog::sinks::rotating_file_sink_mt file_;
  std::atomic<std::size_t> lost_{0};
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
