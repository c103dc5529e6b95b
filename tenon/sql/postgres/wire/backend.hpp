#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/postgres/wire/format.hpp>

/// The bodies of the server's messages. Each function gives nothing for a body that is malformed: too short, too long,
/// with a number that cannot be. Errors and notices are a Diagnostic.
namespace tenon::sql::postgres {

/// One column of a result.
struct Column {
  std::string name;
  std::uint32_t table = 0;       ///< its OID; 0: the column is none of a table's
  std::int16_t attribute = 0;    ///< its number there
  std::uint32_t type = 0;        ///< OID
  std::int16_t type_size = 0;    ///< negative for types of variable size
  std::int32_t modifier = -1;    ///< of the type: numeric's precision and scale, varchar's length
  Format format = Format::text;  ///< 0 in the description of a statement, whose results are in none yet

  bool operator==(const Column&) const = default;
};

/// One value as it is on the wire; nothing is NULL.
using RawValue = std::optional<std::string_view>;

/// RowDescription (T).
std::optional<std::vector<Column>> parse_row_description(std::string_view body);

/// DataRow (D): replaces `values` by views into the body; false when it is malformed. The vector keeps its memory, so
/// that rows cost no allocation.
[[nodiscard]] bool parse_data_row(std::string_view body, std::vector<RawValue>& values);

/// ParameterDescription (t): the OIDs of a statement's parameters.
std::optional<std::vector<std::uint32_t>> parse_parameter_description(std::string_view body);

/// CommandComplete (C): "INSERT 0 5".
struct CommandTag {
  std::string_view text;
  std::int64_t rows = 0;  ///< inserted, updated, deleted, selected, copied …; 0 for a command without a number
};
std::optional<CommandTag> parse_command_complete(std::string_view body);

/// ReadyForQuery (Z): whether a transaction is open.
enum class TransactionStatus : char { idle = 'I', open = 'T', failed = 'E' };
std::optional<TransactionStatus> parse_ready_for_query(std::string_view body);

/// ParameterStatus (S): "server_version" is "15.20".
struct ParameterStatus {
  std::string_view name;
  std::string_view value;
};
std::optional<ParameterStatus> parse_parameter_status(std::string_view body);

/// BackendKeyData (K): what a CancelRequest needs.
struct BackendKey {
  std::uint32_t process = 0;
  std::uint32_t secret = 0;

  bool operator==(const BackendKey&) const = default;
};
std::optional<BackendKey> parse_backend_key(std::string_view body);

/// NotificationResponse (A), after LISTEN.
struct Notification {
  std::uint32_t process = 0;  ///< that sent it
  std::string_view channel;
  std::string_view payload;
};
std::optional<Notification> parse_notification(std::string_view body);

/// CopyInResponse (G) and CopyOutResponse (H).
struct CopyFormat {
  Format format = Format::text;
  std::uint16_t columns = 0;
};
std::optional<CopyFormat> parse_copy_response(std::string_view body);

/// Authentication (R): the kind of a request, and what belongs to it.
struct Authentication {
  std::int32_t kind = 0;
  std::string_view data;
};
std::optional<Authentication> parse_authentication(std::string_view body);

}  // namespace tenon::sql::postgres
