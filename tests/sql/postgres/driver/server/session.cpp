#include "server/session.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

#include <tenon/async/all.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>

namespace tenon::sql::postgres::testing {
namespace {

using namespace std::chrono_literals;

std::string postgres_url() {
  const char* url = std::getenv("POSTGRES_URL");
  if (!url) throw std::runtime_error("POSTGRES_URL is not set: run by tools/services");
  return url;
}

Task<std::unique_ptr<Connection>> connect(async::Loop& loop, const std::string& url, ConnectionEvents& events) {
  const Connector connector(PostgresOptions::parse(DatabaseUrl::parse(url), Environment{}));
  co_return co_await async::with_deadline(10s, connector.connect(loop, events));
}

Task<> run_each(Connection& connection, std::vector<Call*> calls) {
  std::vector<Task<>> tasks;
  tasks.reserve(calls.size());
  for (Call* const call : calls) tasks.push_back(connection.run(call->request));
  co_await async::with_deadline(10s, async::all(std::move(tasks)));
}

}  // namespace

std::string server_url(const std::string& parameters) {
  return parameters.empty() ? postgres_url() : postgres_url() + "?" + parameters;
}

std::string server_url_as(const std::string& user, const std::string& password, const std::string& parameters) {
  const std::string url = postgres_url();
  return "postgresql://" + user + ":" + password + url.substr(url.find('@')) + "?" + parameters;
}

bool Table::on_row(std::span<const RawValue> values) {
  std::string row;
  for (const RawValue& value : values)
    row += (&value == values.data() ? "" : ",") + std::string(value.value_or("NULL"));
  rows.push_back(row);
  return true;
}

Call::Call(std::string sql, Unit unit, std::vector<Parameter> values)
    : text(std::move(sql)), parameters(std::move(values)) {
  request.text = text;
  request.hash = statement_hash(text);
  request.unit = unit;
  request.parameters = parameters;
  request.rows = &table;
}

Session::Session(const std::string& url) : connection(async::run(loop, connect(loop, url, ears))) {}

Session::~Session() { connection.reset(); }

void Session::run(Call& call, std::chrono::milliseconds limit) {
  async::run(loop, async::with_deadline(limit, connection->run(call.request)));
}

void Session::run_all(std::vector<Call*> calls) { async::run(loop, run_each(*connection, std::move(calls))); }

std::string Session::value(const std::string& script) {
  Call call(script, Unit::script);
  run(call);
  EXPECT_EQ(call.fate(), Outcome::Fate::done) << script << ": " << call.sqlstate();
  return call.table.rows.empty() ? "" : call.table.rows[0];
}

std::string login_failure(const std::string& url) {
  try {
    Session session(url);
    return "";
  } catch (const LoginError& error) {
    return error.diagnostic() ? error.diagnostic()->sqlstate : error.detail();
  } catch (const Error& error) {
    return error.code();
  }
}

}  // namespace tenon::sql::postgres::testing
