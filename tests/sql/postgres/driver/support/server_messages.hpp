#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/postgres/wire/backend.hpp>

/// What a server sends, written by hand for tests.
namespace tenon::sql::postgres::testing {

std::string int16(unsigned value);
std::string int32(std::uint32_t value);
/// A text with its NUL.
std::string zero_ended(std::string_view text);

std::string message(char type, std::string_view body = {});

std::string row_description(const std::vector<Column>& columns);
/// One column of this name.
std::string row_description(std::string_view name);
std::string data_row(const std::vector<RawValue>& values);
std::string command_complete(std::string_view tag);
std::string ready_for_query(char status = 'I');
/// As an error, and with `type` 'N' as a notice.
std::string error_response(std::string_view sqlstate, std::string_view text = "it failed",
                           std::string_view severity = "ERROR", char type = 'E');
std::string parameter_description(const std::vector<std::uint32_t>& types);
std::string parameter_status(std::string_view name, std::string_view value);
std::string backend_key(std::uint32_t process, std::uint32_t secret);
std::string notification(std::string_view channel, std::string_view payload);
std::string copy_response(char type, unsigned columns = 1);
std::string authentication(std::uint32_t kind, std::string_view data = {});

}  // namespace tenon::sql::postgres::testing
