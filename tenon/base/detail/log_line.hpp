#pragma once

#include <tenon/base/buffer.hpp>
#include <tenon/base/detail/log_redaction.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/log_value.hpp>
#include <tenon/base/time.hpp>

#include <span>
#include <string_view>

namespace tenon::log::detail {

/// The text of log lines, for one format: pure, so that it is tested without a sink.
class LineWriter {
 public:
  LineWriter(Format format, bool colours, const std::vector<std::string>& redact)
      : format_(format), colours_(colours), redaction_(redact) {}

  /// One line with its line break. `bound` is what write_fields made for a child logger.
  void write_line(Buffer& out, Level level, Instant time, std::string_view message, std::string_view bound,
                  std::span<const Field> fields) const;
  /// Only the fields, each with what separates it from the one before.
  void write_fields(Buffer& out, std::span<const Field> fields) const;

 private:
  void write_value(Buffer& out, const Value& value) const;
  void write_json_value(Buffer& out, const Value& value) const;
  void write_console_value(Buffer& out, const Value& value) const;

  Format format_;
  bool colours_;
  Redaction redaction_;
};

}  // namespace tenon::log::detail
