#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/postgres/type.hpp>

struct pg_conn;
struct pg_result;

namespace tenon::sql::postgres::testing {

/// A parameter as it is sent: of the type that the statement gives it, or of this one.
struct Sent {
  std::optional<std::string> bytes;  ///< none for null
  Format format = Format::binary;
  Oid type = oid::unspecified;
};

/// What the server has answered.
class Answer {
 public:
  explicit Answer(pg_result* result) noexcept;

  /// SQLSTATE and the other fields of an error, empty when there was none or it does not tell.
  std::string_view error() const noexcept;
  std::string_view error_field(char field) const noexcept;
  int rows() const noexcept;
  int columns() const noexcept;
  std::int64_t changed() const noexcept;
  Oid type(int column) const noexcept;
  /// The types of a prepared statement's parameters.
  std::vector<Oid> parameter_types() const;
  /// None for null.
  std::optional<std::string_view> bytes(int row, int column) const noexcept;

 private:
  struct Clear {
    void operator()(pg_result* result) const noexcept;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

/// A connection made by libpq, the server's own client library: what the driver is compared with.
class Connection {
 public:
  /// To the server of POSTGRES_URL, with TimeZone UTC; throws where there is none.
  Connection();

  /// One or more statements as they are, without parameters; of several the last answer.
  Answer run(const std::string& script);
  /// One statement whose results all have the format.
  Answer ask(const std::string& statement, const std::vector<Sent>& parameters, Format results);
  Answer prepare(const std::string& name, const std::string& statement);
  Answer describe(const std::string& name);
  Answer ask_prepared(const std::string& name, const std::vector<Sent>& parameters, Format results);

 private:
  struct Finish {
    void operator()(pg_conn* connection) const noexcept;
  };
  std::unique_ptr<pg_conn, Finish> connection_;
};

}  // namespace tenon::sql::postgres::testing
