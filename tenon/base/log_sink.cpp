#include <tenon/base/error.hpp>
#include <tenon/base/log_sink.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace tenon::log {
namespace {

using Clock = std::chrono::steady_clock;

/// What a pipe holds for a reader that is behind. The kernel keeps it, so that a crash of the program loses none of it.
constexpr int pipe_room = 1 << 20;

/// Such a reader is waited for, but not for long at once, and for no more than a twentieth of the time in all: who
/// logs is a loop that has requests to serve.
constexpr std::chrono::nanoseconds longest_wait = std::chrono::milliseconds(20);
constexpr int share_of_waiting = 20;

/// Writes lines by several calls, each of which may take a part only.
class LineOutput {
 public:
  /// `put` says how much it wrote; nothing if there is no room. False if the line is lost, or a part of it: the next
  /// one then begins on a line of its own.
  template <class Put>
  bool write(std::string_view line, Put put) noexcept {
    if (is_cut_off_ && put("\n") == 0) return false;
    is_cut_off_ = false;
    const std::size_t size = line.size();
    while (!line.empty()) {
      const std::size_t written = put(line);
      if (written == 0) {
        is_cut_off_ = line.size() < size;
        return false;
      }
      line.remove_prefix(written);
    }
    return true;
  }
  void set_cut_off(bool is_cut_off) noexcept { is_cut_off_ = is_cut_off; }

 private:
  bool is_cut_off_ = false;  // the line before ends where the room did
};

/// How much of it was written; nothing if none can be.
std::size_t put_to(int fd, std::string_view bytes) noexcept {
  ssize_t written;
  do {
    written = ::write(fd, bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  return written < 0 ? 0 : static_cast<std::size_t>(written);
}

class FdSink final : public Sink {
 public:
  explicit FdSink(int fd, bool owns = false) : fd_(fd), owns_(owns) {
    const int room = ::fcntl(fd, F_GETPIPE_SZ);
    if (room < 0) return;
    piece_ = PIPE_BUF;
    if (room < pipe_room) ::fcntl(fd, F_SETPIPE_SZ, pipe_room);  // not if the system keeps too much in pipes already
  }

  FdSink(const FdSink&) = delete;
  FdSink& operator=(const FdSink&) = delete;
  ~FdSink() override {
    if (owns_) ::close(fd_);
  }

  /// The lock keeps whole what is written in several pieces.
  bool write(std::string_view line) noexcept override {
    const std::lock_guard lock(mutex_);
    return output_.write(line, [this](std::string_view bytes) {
      return has_room() ? put_to(fd_, bytes.substr(0, piece_)) : std::size_t{0};
    });
  }

  bool shows_colours() const noexcept override { return ::isatty(fd_) == 1 && std::getenv("NO_COLOR") == nullptr; }

 private:
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
  const bool owns_;
  std::size_t piece_ =
      std::string_view::npos;  // a pipe that poll() calls writable takes PIPE_BUF bytes without blocking
  std::mutex mutex_;
  LineOutput output_;
  std::chrono::nanoseconds patience_ = longest_wait;
  Clock::time_point last_wait_ = Clock::now();
};

class FileSink final : public Sink {
 public:
  FileSink(const std::filesystem::path& path, Bytes size, std::size_t count) : limit_(size.count()) {
    for (std::size_t i = 0; i <= count; ++i) {
      const std::string end = i == 0 ? "" : "." + std::to_string(i);
      names_.push_back((path.parent_path() / path.stem()).string() + end + path.extension().string());
    }
    if (!open(0)) throw std::system_error(errno, std::generic_category());
  }
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  ~FileSink() override { ::close(fd_); }

  bool write(std::string_view line) noexcept override {
    const std::lock_guard lock(mutex_);
    if (size_ > 0 && size_ + line.size() > limit_) rotate();
    if (fd_ < 0 && !open(0)) return false;
    return output_.write(line, [this](std::string_view bytes) {
      const std::size_t written = put_to(fd_, bytes);
      size_ += written;
      return written;
    });
  }

 private:
  bool open(int more_flags) noexcept {
    fd_ = ::open(names_.front().c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | more_flags, 0644);
    struct stat status{};
    if (fd_ < 0 || ::fstat(fd_, &status) != 0) return false;
    size_ = static_cast<std::uint64_t>(status.st_size);
    output_.set_cut_off(size_ > 0 && last_byte() != '\n');
    return true;
  }

  /// Of the file, which somebody else may have left in the middle of a line.
  char last_byte() const noexcept {
    char last = '\n';
    const int reader = ::open(names_.front().c_str(), O_RDONLY | O_CLOEXEC);
    if (::pread(reader, &last, 1, static_cast<off_t>(size_) - 1) != 1) last = '\n';
    if (reader >= 0) ::close(reader);
    return last;
  }

  /// Where a file cannot be renamed, its lines are given up: it must not grow for ever.
  void rotate() noexcept {
    ::close(fd_);
    bool is_renamed = false;
    for (std::size_t i = names_.size() - 1; i > 0; --i) {
      is_renamed = ::rename(names_[i - 1].c_str(), names_[i].c_str()) == 0;
    }
    open(is_renamed ? 0 : O_TRUNC);
  }

  std::vector<std::string> names_;  // the file and the old ones: "shop.log", "shop.1.log", "shop.2.log"
  const std::uint64_t limit_;
  std::mutex mutex_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  LineOutput output_;
};

/// For what has a reader, who may stall: /dev/stdout, a FIFO, a terminal. Null for a file, also one that is not there
/// yet. Throws std::system_error, also for a FIFO that nobody reads.
std::shared_ptr<Sink> sink_of_reader(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return nullptr;
  const bool is_open_already = path.starts_with("/dev/std") || path.starts_with("/dev/fd/");  // cannot be renamed
  if (S_ISREG(status.st_mode) && !is_open_already) return nullptr;
  const int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category());
  return std::make_shared<FdSink>(fd, true);
}

}  // namespace

std::shared_ptr<Sink> fd_sink(int fd) { return std::make_shared<FdSink>(fd); }

std::shared_ptr<Sink> stdout_sink() { return fd_sink(STDOUT_FILENO); }

std::shared_ptr<Sink> file_sink(const std::string& path, Bytes size, std::size_t count) {
  try {
    if (auto sink = sink_of_reader(path)) return sink;
    return std::make_shared<FileSink>(path, size, count);
  } catch (const std::system_error& error) {
    std::error_code ignored;
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const bool lacks_folder = error.code() == std::errc::no_such_file_or_directory && !folder.empty() &&
                              !std::filesystem::exists(folder, ignored);
    throw Unavailable("log_file_unavailable",
                      "The log file " + path + " cannot be opened: " +
                          (lacks_folder ? "there is no folder " + folder + "." : error.code().message() + "."));
  }
}

}  // namespace tenon::log
