#include <tenon/sql/postgres/wire/frontend.hpp>

#include <algorithm>

#include <tenon/sql/postgres/wire/message_writer.hpp>

namespace tenon::sql::postgres {
namespace {

constexpr std::uint32_t protocol_3_0 = 196'608;
constexpr std::uint32_t ssl_request = 80'877'103;
constexpr std::uint32_t cancel_request = 80'877'102;

bool write_empty(Buffer& out, char type) { return MessageWriter(out, type).finish(); }

/// One code for all, where they are the same.
void write_formats(MessageWriter& message, std::span<const Parameter> parameters) {
  const auto differs = [&](const Parameter& p) { return p.format != parameters.front().format; };
  if (parameters.empty()) {
    message.count(0);
  } else if (std::none_of(parameters.begin(), parameters.end(), differs)) {
    message.count(1).int16(static_cast<std::uint16_t>(parameters.front().format));
  } else {
    message.count(parameters.size());
    for (const Parameter& parameter : parameters) message.int16(static_cast<std::uint16_t>(parameter.format));
  }
}

}  // namespace

bool write_startup(Buffer& out, std::span<const std::pair<std::string_view, std::string_view>> parameters) {
  MessageWriter message(out, MessageWriter::Untyped{});
  message.int32(protocol_3_0);
  for (const auto& [name, value] : parameters) message.text(name).text(value);
  return message.byte('\0').finish();
}

bool write_ssl_request(Buffer& out) { return MessageWriter(out, MessageWriter::Untyped{}).int32(ssl_request).finish(); }

bool write_cancel_request(Buffer& out, const BackendKey& key) {
  MessageWriter message(out, MessageWriter::Untyped{});
  return message.int32(cancel_request).int32(key.process).int32(key.secret).finish();
}

bool write_password(Buffer& out, std::string_view password) { return MessageWriter(out, 'p').text(password).finish(); }

bool write_sasl_initial_response(Buffer& out, std::string_view mechanism, std::string_view data) {
  return MessageWriter(out, 'p').text(mechanism).sized(data).finish();
}

bool write_sasl_response(Buffer& out, std::string_view data) { return MessageWriter(out, 'p').bytes(data).finish(); }

bool write_parse(Buffer& out, std::string_view name, std::string_view text, std::span<const Parameter> parameters) {
  MessageWriter message(out, 'P');
  message.text(name).text(text).count(parameters.size());
  for (const Parameter& parameter : parameters) message.int32(parameter.type);
  return message.finish();
}

bool write_bind(Buffer& out, std::string_view statement, std::span<const Parameter> parameters, Format results) {
  MessageWriter message(out, 'B');
  message.text("").text(statement);
  write_formats(message, parameters);
  message.count(parameters.size());
  for (const Parameter& parameter : parameters) {
    if (parameter.value) {
      message.sized(*parameter.value);
    } else {
      message.int32(0xffff'ffff);  // -1
    }
  }
  return message.count(1).int16(static_cast<std::uint16_t>(results)).finish();
}

bool write_describe(Buffer& out, Target target, std::string_view name) {
  return MessageWriter(out, 'D').byte(static_cast<char>(target)).text(name).finish();
}

bool write_execute(Buffer& out) { return MessageWriter(out, 'E').text("").int32(0).finish(); }

bool write_close(Buffer& out, Target target, std::string_view name) {
  return MessageWriter(out, 'C').byte(static_cast<char>(target)).text(name).finish();
}

bool write_sync(Buffer& out) { return write_empty(out, 'S'); }
bool write_flush(Buffer& out) { return write_empty(out, 'H'); }
bool write_query(Buffer& out, std::string_view script) { return MessageWriter(out, 'Q').text(script).finish(); }

bool write_copy_data(Buffer& out, std::string_view data) { return MessageWriter(out, 'd').bytes(data).finish(); }
bool write_copy_done(Buffer& out) { return write_empty(out, 'c'); }
bool write_copy_fail(Buffer& out, std::string_view reason) { return MessageWriter(out, 'f').text(reason).finish(); }
bool write_terminate(Buffer& out) { return write_empty(out, 'X'); }

}  // namespace tenon::sql::postgres
