#include <tenon/base/detail/log_line.hpp>
#include <tenon/base/detail/log_text.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/redact.hpp>

#include <charconv>
#include <cmath>

namespace tenon::log::detail {
namespace {

constexpr std::string_view redacted = "[redacted]";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view plain = "\x1b[0m";

std::string_view colour_of(Level level) {
  switch (level) {
    case Level::error: return "\x1b[31m";
    case Level::warn: return "\x1b[33m";
    case Level::info: return "\x1b[32m";
    default: return "\x1b[36m";
  }
}

std::string_view padded_name(Level level) {
  switch (level) {
    case Level::trace: return "TRACE";
    case Level::debug: return "DEBUG";
    case Level::info: return "INFO ";
    case Level::warn: return "WARN ";
    case Level::error: return "ERROR";
    case Level::off: break;
  }
  return "     ";
}

template <class Number>
void append_number(Buffer& out, Number number) {
  constexpr std::size_t longest = 32;
  char* begin = out.prepare(longest);
  out.commit(static_cast<std::size_t>(std::to_chars(begin, begin + longest, number).ptr - begin));
}

void append_time(Buffer& out, Instant time) {
  char* begin = out.prepare(max_instant_text_size);
  out.commit(static_cast<std::size_t>(write_to(begin, time) - begin));
}

void append_quoted(Buffer& out, std::string_view text) {
  out.append('"');
  append_escaped(out, text, Escape::json);
  out.append('"');
}

/// What both formats write in the same way; false if the value is text of some kind.
bool append_plain(Buffer& out, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null: out.append("null"); return true;
    case Value::Kind::boolean: out.append(value.boolean() ? "true" : "false"); return true;
    case Value::Kind::signed_: append_number(out, value.signed_number()); return true;
    case Value::Kind::unsigned_: append_number(out, value.unsigned_number()); return true;
    case Value::Kind::real:
      if (std::isfinite(value.real())) {
        append_number(out, value.real());
      } else {
        out.append("null");
      }
      return true;
    default: return false;
  }
}

void append_json_error(Buffer& out, const std::exception& error) {
  out.append('{');
  if (const auto* ours = dynamic_cast<const Error*>(&error)) {
    out.append("\"kind\":");
    append_quoted(out, tenon::to_string(ours->kind()));
    out.append(",\"code\":");
    append_quoted(out, ours->code());
    out.append(',');
  }
  out.append("\"detail\":");
  append_quoted(out, text::redact_urls(error.what()));
  out.append('}');
}

std::string console_error(const std::exception& error) {
  const auto* ours = dynamic_cast<const Error*>(&error);
  return text::redact_urls(ours ? ours->code() + ": " + ours->detail() : error.what());
}

/// Quotes only where the value could not be told from what follows.
void append_console_text(Buffer& out, std::string_view text) {
  if (text.empty() || text.find_first_of(" \"=\\") != std::string_view::npos) {
    append_quoted(out, text);
  } else {
    append_escaped(out, text, Escape::console);
  }
}

bool is_reserved(std::string_view key) { return key == "time" || key == "level" || key == "message"; }

}  // namespace

void LineWriter::write_line(Buffer& out, Level level, Instant time, std::string_view message, std::string_view bound,
                            std::span<const Field> fields) const {
  const Instant shown = std::chrono::floor<std::chrono::milliseconds>(time);
  if (format_ == Format::json) {
    out.append("{\"time\":\"");
    append_time(out, shown);
    out.append("\",\"level\":\"");
    out.append(to_string(level));
    out.append("\",\"message\":");
    append_quoted(out, message);
    out.append(bound);
    write_fields(out, fields);
    out.append("}\n");
    return;
  }
  constexpr std::size_t time_of_day = 11;
  constexpr std::size_t time_of_day_size = 12;
  char text[max_instant_text_size];
  write_to(text, shown);
  out.append({text + time_of_day, time_of_day_size});
  out.append(' ');
  if (colours_) out.append(colour_of(level));
  out.append(padded_name(level));
  if (colours_) out.append(plain);
  out.append(' ');
  append_escaped(out, message, Escape::console);
  out.append(bound);
  write_fields(out, fields);
  out.append('\n');
}

void LineWriter::write_fields(Buffer& out, std::span<const Field> fields) const {
  const bool json = format_ == Format::json;
  for (const Field& field : fields) {
    out.append(json ? ",\"" : " ");
    if (!json && colours_) out.append(dim);
    append_escaped(out, field.key, Escape::json);
    if (is_reserved(field.key)) out.append('_');
    out.append(json ? "\":" : "=");
    if (!json && colours_) out.append(plain);
    if (redaction_.hides(field.key)) {
      write_value(out, Value(redacted));
    } else if (field.value.kind() == Value::Kind::text && names_url(field.key)) {
      write_value(out, Value(text::redact_url(field.value.text())));
    } else {
      write_value(out, field.value);
    }
  }
}

void LineWriter::write_value(Buffer& out, const Value& value) const {
  return format_ == Format::json ? write_json_value(out, value) : write_console_value(out, value);
}

void LineWriter::write_json_value(Buffer& out, const Value& value) const {
  if (append_plain(out, value)) return;
  switch (value.kind()) {
    case Value::Kind::instant:
      out.append('"');
      append_time(out, value.instant());
      return out.append('"');
    case Value::Kind::object: return append_quoted(out, value.object_text());
    case Value::Kind::error: return append_json_error(out, value.error());
    default: return append_quoted(out, value.text());
  }
}

void LineWriter::write_console_value(Buffer& out, const Value& value) const {
  if (append_plain(out, value)) return;
  switch (value.kind()) {
    case Value::Kind::instant: return append_time(out, value.instant());
    case Value::Kind::object: return append_console_text(out, value.object_text());
    case Value::Kind::error: return append_console_text(out, console_error(value.error()));
    default: return append_console_text(out, value.text());
  }
}

}  // namespace tenon::log::detail
