#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <tenon/base/buffer.hpp>
#include <tenon/sql/postgres/wire/backend.hpp>

/// The messages that a client sends, appended to a buffer. Each gives false, and appends nothing, when a message cannot
/// hold it: a NUL in a text, more than 65,535 parameters, more than 2 GiB.
namespace tenon::sql::postgres {

/// One parameter of a statement.
struct Parameter {
  RawValue value = {};     ///< nothing is NULL
  std::uint32_t type = 0;  ///< OID; 0 leaves it to the server
  Format format = Format::binary;
};

/// What a Describe or a Close is about.
enum class Target : char { statement = 'S', portal = 'P' };

/// Names and values of the session's parameters; "user" is among them.
[[nodiscard]] bool write_startup(Buffer& out,
                                 std::span<const std::pair<std::string_view, std::string_view>> parameters);
[[nodiscard]] bool write_ssl_request(Buffer& out);
/// On a connection of its own, instead of a startup message.
[[nodiscard]] bool write_cancel_request(Buffer& out, const BackendKey& key);

[[nodiscard]] bool write_password(Buffer& out, std::string_view password);
[[nodiscard]] bool write_sasl_initial_response(Buffer& out, std::string_view mechanism, std::string_view data);
[[nodiscard]] bool write_sasl_response(Buffer& out, std::string_view data);

/// An empty name is the unnamed statement, which the next unnamed one replaces. Of the parameters only the types count.
[[nodiscard]] bool write_parse(Buffer& out, std::string_view name, std::string_view text,
                               std::span<const Parameter> parameters);
/// To the unnamed portal; all columns of the result come in `results`.
[[nodiscard]] bool write_bind(Buffer& out, std::string_view statement, std::span<const Parameter> parameters,
                              Format results);
[[nodiscard]] bool write_describe(Buffer& out, Target target, std::string_view name);
/// The unnamed portal, to its end.
[[nodiscard]] bool write_execute(Buffer& out);
[[nodiscard]] bool write_close(Buffer& out, Target target, std::string_view name);
[[nodiscard]] bool write_sync(Buffer& out);
[[nodiscard]] bool write_flush(Buffer& out);
/// The simple protocol: statements without parameters, separated by semicolons.
[[nodiscard]] bool write_query(Buffer& out, std::string_view script);

[[nodiscard]] bool write_copy_data(Buffer& out, std::string_view data);
[[nodiscard]] bool write_copy_done(Buffer& out);
[[nodiscard]] bool write_copy_fail(Buffer& out, std::string_view reason);
[[nodiscard]] bool write_terminate(Buffer& out);

}  // namespace tenon::sql::postgres
