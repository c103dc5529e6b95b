#include <tenon/base/buffer.hpp>
#include <tenon/base/detail/log_line.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/log_sink.hpp>

#include <chrono>
#include <utility>

namespace tenon::log {
namespace {

const std::atomic<Level> writes_nothing{Level::off};

}  // namespace

struct Logger::Core {
  Core(std::shared_ptr<Sink> to, const Settings& settings)
      : sink(std::move(to)), level(settings.level), lines(settings.format, sink->shows_colours(), settings.redact) {}
  ~Core() { tell_lost(); }
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  bool write(Level at, std::string_view message, std::string_view bound, std::span<const Field> fields) {
    Buffer line;
    line.prepare(512);
    const auto now = std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
    lines.write_line(line, at, now, message, bound, fields);
    return sink->write(line.view());
  }

  void tell_lost() {
    if (lost.load(std::memory_order_relaxed) == 0) return;
    const std::size_t count = lost.exchange(0, std::memory_order_relaxed);
    const Field fields[] = {{"lines", count}};
    if (count != 0 && !write(Level::warn, "log lines were lost", {}, fields))
      lost.fetch_add(count, std::memory_order_relaxed);
  }

  std::shared_ptr<Sink> sink;
  std::atomic<Level> level;
  std::atomic<std::size_t> lost{0};  // lines, of which the log does not tell yet
  detail::LineWriter lines;
};

std::string_view to_string(Level level) noexcept {
  switch (level) {
    case Level::trace: return "trace";
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
    case Level::off: break;
  }
  return "off";
}

Logger::Logger() noexcept : level_(&writes_nothing) {}

Logger::Logger(std::shared_ptr<Sink> sink, const Settings& settings)
    : core_(std::make_shared<Core>(std::move(sink), settings)), level_(&core_->level) {}

Logger::Logger(const Settings& settings)
    : Logger(settings.file ? file_sink(*settings.file) : stdout_sink(), settings) {}

Logger Logger::with(std::initializer_list<Field> fields) const {
  Logger child = *this;
  if (!core_) return child;
  Buffer rendered;
  core_->lines.write_fields(rendered, {fields.begin(), fields.size()});
  child.bound_ += rendered.view();
  return child;
}

void Logger::write(Level level, std::string_view message, std::span<const Field> fields) const {
  if (!core_) return;
  core_->tell_lost();
  if (!core_->write(level, message, bound_, fields)) core_->lost.fetch_add(1, std::memory_order_relaxed);
}

void Logger::set_level(Level level) const noexcept {
  if (core_) core_->level.store(level, std::memory_order_relaxed);
}

}  // namespace tenon::log
