#include "support/server_messages.hpp"

namespace tenon::sql::postgres::testing {

std::string int16(unsigned value) { return {static_cast<char>(value >> 8), static_cast<char>(value)}; }

std::string int32(std::uint32_t value) { return int16(value >> 16) + int16(value & 0xffff); }

std::string zero_ended(std::string_view text) { return std::string(text) + '\0'; }

std::string message(char type, std::string_view body) {
  return type + int32(static_cast<std::uint32_t>(body.size() + 4)) + std::string(body);
}

std::string row_description(const std::vector<Column>& columns) {
  std::string body = int16(static_cast<unsigned>(columns.size()));
  for (const Column& column : columns) {
    body += zero_ended(column.name) + int32(column.table) + int16(static_cast<std::uint16_t>(column.attribute)) +
            int32(column.type) + int16(static_cast<std::uint16_t>(column.type_size)) +
            int32(static_cast<std::uint32_t>(column.modifier)) + int16(static_cast<unsigned>(column.format));
  }
  return message('T', body);
}

std::string row_description(std::string_view name) {
  Column column;
  column.name = name;
  column.type = 25;
  return row_description({column});
}

std::string data_row(const std::vector<RawValue>& values) {
  std::string body = int16(static_cast<unsigned>(values.size()));
  for (const RawValue& value : values) {
    body += value ? int32(static_cast<std::uint32_t>(value->size())) + std::string(*value) : int32(0xffff'ffff);
  }
  return message('D', body);
}

std::string command_complete(std::string_view tag) { return message('C', zero_ended(tag)); }

std::string ready_for_query(char status) { return message('Z', {&status, 1}); }

std::string error_response(std::string_view sqlstate, std::string_view text, std::string_view severity, char type) {
  return message(type, zero_ended("S" + std::string(severity)) + zero_ended("V" + std::string(severity)) +
                           zero_ended("C" + std::string(sqlstate)) + zero_ended("M" + std::string(text)) + '\0');
}

std::string parameter_description(const std::vector<std::uint32_t>& types) {
  std::string body = int16(static_cast<unsigned>(types.size()));
  for (const std::uint32_t type : types) body += int32(type);
  return message('t', body);
}

std::string parameter_status(std::string_view name, std::string_view value) {
  return message('S', zero_ended(name) + zero_ended(value));
}

std::string backend_key(std::uint32_t process, std::uint32_t secret) {
  return message('K', int32(process) + int32(secret));
}

std::string notification(std::string_view channel, std::string_view payload) {
  return message('A', int32(4711) + zero_ended(channel) + zero_ended(payload));
}

std::string copy_response(char type, unsigned columns) {
  std::string body = '\0' + int16(columns);
  for (unsigned i = 0; i < columns; ++i) body += int16(0);
  return message(type, body);
}

std::string authentication(std::uint32_t kind, std::string_view data) {
  return message('R', int32(kind) + std::string(data));
}

}  // namespace tenon::sql::postgres::testing
