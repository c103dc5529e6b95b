#include "postgres/support/libpq.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <stdexcept>

namespace tenon::sql::postgres::testing {
namespace {

/// Parameters as libpq takes them.
struct Arrays {
  explicit Arrays(const std::vector<Sent>& parameters) {
    for (const Sent& each : parameters) {
      types.push_back(each.type);
      values.push_back(each.bytes ? each.bytes->data() : nullptr);
      sizes.push_back(each.bytes ? static_cast<int>(each.bytes->size()) : 0);
      formats.push_back(static_cast<int>(each.format));
    }
  }
  int count() const { return static_cast<int>(values.size()); }

  std::vector<::Oid> types;
  std::vector<const char*> values;
  std::vector<int> sizes;
  std::vector<int> formats;
};

}  // namespace

void Answer::Clear::operator()(pg_result* result) const noexcept { PQclear(result); }
void Connection::Finish::operator()(pg_conn* connection) const noexcept { PQfinish(connection); }

Answer::Answer(pg_result* result) noexcept : result_(result) {}

std::string_view Answer::error_field(char field) const noexcept {
  const char* const text = PQresultErrorField(result_.get(), field);
  return text ? text : "";
}

std::string_view Answer::error() const noexcept { return error_field(PG_DIAG_SQLSTATE); }
int Answer::rows() const noexcept { return PQntuples(result_.get()); }
int Answer::columns() const noexcept { return PQnfields(result_.get()); }
std::int64_t Answer::changed() const noexcept { return std::atoll(PQcmdTuples(result_.get())); }
Oid Answer::type(int column) const noexcept { return PQftype(result_.get(), column); }

std::vector<Oid> Answer::parameter_types() const {
  std::vector<Oid> types;
  for (int i = 0; i < PQnparams(result_.get()); ++i) types.push_back(PQparamtype(result_.get(), i));
  return types;
}

std::optional<std::string_view> Answer::bytes(int row, int column) const noexcept {
  if (PQgetisnull(result_.get(), row, column)) return std::nullopt;
  return std::string_view(PQgetvalue(result_.get(), row, column),
                          static_cast<std::size_t>(PQgetlength(result_.get(), row, column)));
}

Connection::Connection() {
  const char* const url = std::getenv("POSTGRES_URL");
  if (!url) throw std::runtime_error("POSTGRES_URL is not set: ./dev services run");
  connection_.reset(PQconnectdb(url));
  if (PQstatus(connection_.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_.get()));
  run("SET TimeZone = 'UTC'; SET client_min_messages = warning");
}

Answer Connection::run(const std::string& script) { return Answer(PQexec(connection_.get(), script.c_str())); }

Answer Connection::ask(const std::string& statement, const std::vector<Sent>& parameters, Format results) {
  const Arrays arrays(parameters);
  return Answer(PQexecParams(connection_.get(), statement.c_str(), arrays.count(), arrays.types.data(),
                             arrays.values.data(), arrays.sizes.data(), arrays.formats.data(),
                             static_cast<int>(results)));
}

Answer Connection::prepare(const std::string& name, const std::string& statement) {
  return Answer(PQprepare(connection_.get(), name.c_str(), statement.c_str(), 0, nullptr));
}

Answer Connection::describe(const std::string& name) {
  return Answer(PQdescribePrepared(connection_.get(), name.c_str()));
}

Answer Connection::ask_prepared(const std::string& name, const std::vector<Sent>& parameters, Format results) {
  const Arrays arrays(parameters);
  return Answer(PQexecPrepared(connection_.get(), name.c_str(), arrays.count(), arrays.values.data(),
                               arrays.sizes.data(), arrays.formats.data(), static_cast<int>(results)));
}

}  // namespace tenon::sql::postgres::testing
