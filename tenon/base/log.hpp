#pragma once

#include <tenon/base/log_value.hpp>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Structured logs: a message and fields, as one JSON object a line or as text for a console.
namespace tenon::log {

class Sink;  // log_sink.hpp

enum class Level : std::uint8_t { trace, debug, info, warn, error, off };
enum class Format : std::uint8_t {
  json,     ///< {"time":"2024-01-01T00:00:00.000Z","level":"info","message":"order placed","orderId":"…"}
  console,  ///< 00:00:00.000 INFO  order placed orderId=…
};

std::string_view to_string(Level level) noexcept;

/// How an application logs; its settings usually hold one as the member `log`: LOG_FORMAT, LOG_LEVEL …
struct Settings {
  Format format = Format::json;
  Level level = Level::info;
  std::optional<std::string> file = {};
  std::vector<std::string> redact = {};

  static constexpr std::string_view meanings[][2] = {
      {"format", "json for machines, console for people"},
      {"level", "the least level that is logged"},
      {"file", "file for the log, rotated at 64 MiB; standard output if not set"},
      {"redact", "more field names whose values must not be logged"},
  };
};

/// Writes log lines to a sink. A cheap value: copies share the sink and the level. Owned by the App and
/// handed to what logs; there is no global one. All of it may be used from several threads.
///
///     log.info("order placed", {{"orderId", order.id}, {"total", order.total}});
///     auto request_log = log.with({{"requestId", request.id()}});      // on every line of this request
///
/// Field names are camelCase. The values of fields whose name ends in a word for a secret (authorization,
/// cookie, password, token, secret, api key …; `-`, `_` and capitals do not matter), or that Settings::redact
/// names, are replaced by "[redacted]"; of those that end in url, uri or dsn, and of URLs in errors, the user and the
/// query are hidden (text::redact_url); messages are not searched. Whatever the bytes of a text are, a line
/// stays one line and valid UTF-8: control characters are escaped, malformed UTF-8 becomes U+FFFD. A field
/// named time, level or message gets a `_` at its end; two fields of one name are both written.
///
/// A line is written before the call returns, and never waits for long: what its sink cannot take is lost, and told by
/// a warning "log lines were lost" with the number of `lines` before the next line that gets through.
class Logger {
 public:
  /// Writes nothing.
  Logger() noexcept;
  explicit Logger(std::shared_ptr<Sink> sink, const Settings& settings = {});
  /// To the file that the settings name, or to standard output.
  explicit Logger(const Settings& settings);

  /// A logger that adds these fields to each of its lines. They are rendered once, here.
  Logger with(std::initializer_list<Field> fields) const;

  void trace(std::string_view message, std::initializer_list<Field> fields = {}) const {
    log(Level::trace, message, fields);
  }
  void debug(std::string_view message, std::initializer_list<Field> fields = {}) const {
    log(Level::debug, message, fields);
  }
  void info(std::string_view message, std::initializer_list<Field> fields = {}) const {
    log(Level::info, message, fields);
  }
  void warn(std::string_view message, std::initializer_list<Field> fields = {}) const {
    log(Level::warn, message, fields);
  }
  void error(std::string_view message, std::initializer_list<Field> fields = {}) const {
    log(Level::error, message, fields);
  }
  void log(Level level, std::string_view message, std::initializer_list<Field> fields) const {
    if (enabled(level)) write(level, message, {fields.begin(), fields.size()});
  }

  /// Whether a line of this level would be written: one relaxed load and a comparison.
  bool enabled(Level level) const noexcept { return level >= level_->load(std::memory_order_relaxed); }
  /// Writes a line without asking for its level.
  void write(Level level, std::string_view message, std::span<const Field> fields) const;

  Level level() const noexcept { return level_->load(std::memory_order_relaxed); }
  /// Changes the level of this logger and of all that share its sink. Nothing for a logger that writes
  /// nothing.
  void set_level(Level level) const noexcept;

 private:
  struct Core;

  std::shared_ptr<Core> core_;
  const std::atomic<Level>* level_;
  std::string bound_;  ///< the fields of with(), rendered
};

}  // namespace tenon::log
