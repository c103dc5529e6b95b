#include <tenon/sql/postgres/wire/backend.hpp>

#include <tenon/base/text/numbers.hpp>
#include <tenon/sql/postgres/wire/body_reader.hpp>

namespace tenon::sql::postgres {
namespace {

constexpr std::size_t column_size = 19;  // with an empty name

/// What was read, where all of the body was.
template <class T>
std::optional<T> whole(const BodyReader& body, T value) {
  if (!body.complete()) return std::nullopt;
  return value;
}

std::optional<Format> format_of(std::uint16_t code) noexcept {
  if (code > 1) return std::nullopt;
  return static_cast<Format>(code);
}

}  // namespace

std::optional<std::vector<Column>> parse_row_description(std::string_view text) {
  BodyReader body(text);
  const std::uint16_t count = body.uint16();
  if (body.left() < count * column_size) return std::nullopt;
  std::vector<Column> columns(count);
  for (Column& column : columns) {
    column.name = body.text();
    column.table = body.uint32();
    column.attribute = body.int16();
    column.type = body.uint32();
    column.type_size = body.int16();
    column.modifier = body.int32();
    const auto format = format_of(body.uint16());
    if (!format) return std::nullopt;
    column.format = *format;
  }
  return whole(body, std::move(columns));
}

bool parse_data_row(std::string_view text, std::vector<RawValue>& values) {
  BodyReader body(text);
  const std::uint16_t count = body.uint16();
  values.clear();
  if (body.left() < count * std::size_t{4}) return false;
  values.reserve(count);
  for (std::uint16_t i = 0; i < count; ++i) {
    const std::int32_t size = body.int32();
    if (size >= 0) {
      values.emplace_back(body.bytes(static_cast<std::size_t>(size)));
    } else if (size == -1) {
      values.emplace_back(std::nullopt);
    } else {
      return false;
    }
  }
  return body.complete();
}

std::optional<std::vector<std::uint32_t>> parse_parameter_description(std::string_view text) {
  BodyReader body(text);
  const std::uint16_t count = body.uint16();
  if (body.left() != count * std::size_t{4}) return std::nullopt;
  std::vector<std::uint32_t> types(count);
  for (std::uint32_t& type : types) type = body.uint32();
  return whole(body, std::move(types));
}

std::optional<CommandTag> parse_command_complete(std::string_view text) {
  BodyReader body(text);
  CommandTag tag{.text = body.text()};
  if (!body.complete()) return std::nullopt;
  // The number is the last word: "INSERT 0 5", "UPDATE 3"; "CREATE TABLE" has none.
  const std::size_t blank = tag.text.rfind(' ');
  if (blank != std::string_view::npos) tag.rows = text::parse_int64(tag.text.substr(blank + 1)).value_or(0);
  if (tag.rows < 0) return std::nullopt;
  return tag;
}

std::optional<TransactionStatus> parse_ready_for_query(std::string_view text) {
  BodyReader body(text);
  const char status = static_cast<char>(body.byte());
  if (!body.complete() || (status != 'I' && status != 'T' && status != 'E')) return std::nullopt;
  return static_cast<TransactionStatus>(status);
}

std::optional<ParameterStatus> parse_parameter_status(std::string_view text) {
  BodyReader body(text);
  ParameterStatus status;
  status.name = body.text();
  status.value = body.text();
  return whole(body, status);
}

std::optional<BackendKey> parse_backend_key(std::string_view text) {
  BodyReader body(text);
  BackendKey key;
  key.process = body.uint32();
  key.secret = body.uint32();
  return whole(body, key);
}

std::optional<Notification> parse_notification(std::string_view text) {
  BodyReader body(text);
  Notification notification;
  notification.process = body.uint32();
  notification.channel = body.text();
  notification.payload = body.text();
  return whole(body, notification);
}

std::optional<CopyFormat> parse_copy_response(std::string_view text) {
  BodyReader body(text);
  const auto format = format_of(body.byte());
  const std::uint16_t columns = body.uint16();
  for (std::uint16_t i = 0; i < columns && !body.failed(); ++i) {
    const auto of_column = format_of(body.uint16());
    if (!of_column || of_column != format) return std::nullopt;
  }
  if (!format || !body.complete()) return std::nullopt;
  return CopyFormat{*format, columns};
}

std::optional<Authentication> parse_authentication(std::string_view text) {
  BodyReader body(text);
  Authentication request;
  request.kind = body.int32();
  request.data = body.rest();
  return whole(body, request);
}

}  // namespace tenon::sql::postgres
