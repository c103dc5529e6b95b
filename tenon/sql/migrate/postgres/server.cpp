#include <tenon/sql/migrate/postgres/server.hpp>

#include <utility>

#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/connection_lost.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using sql::postgres::Diagnostic;
using sql::postgres::Outcome;
using sql::postgres::Request;

/// All servers of the options together.
constexpr std::chrono::minutes longest_login{1};

/// One connection, used for long, whose settings are its own.
PostgresOptions for_migrating(PostgresOptions options) {
  options.pgbouncer = false;
  options.statement_cache = 0;  // scripts change what statements were prepared for
  options.command_line = "-c lock_timeout=10s " + options.command_line;
  return options;
}

class TextRows final : public sql::postgres::RowSink {
 public:
  void on_begin(std::span<const sql::postgres::Column>) override { rows.clear(); }
  bool on_row(std::span<const sql::postgres::RawValue> values) override {
    TextRow& row = rows.emplace_back();
    for (const sql::postgres::RawValue& value : values) {
      row.push_back(value ? std::optional{std::string{*value}} : std::nullopt);
    }
    return true;
  }

  std::vector<TextRow> rows;
};

}  // namespace

Server::Server(PostgresOptions options) : connector_(for_migrating(std::move(options))) {
  try {
    connection_ = async::run(loop_, async::with_deadline(longest_login, connector_.connect(loop_, *this)));
  } catch (const Timeout&) {
    throw Unavailable{"database_unavailable", "The database server does not answer."};
  }
}

Server::Answer Server::ask(const std::string& statement, std::span<const std::optional<std::string>> parameters) {
  std::vector<sql::postgres::Parameter> values;
  values.reserve(parameters.size());
  for (const std::optional<std::string>& parameter : parameters) {
    sql::postgres::Parameter& value = values.emplace_back();
    value.format = sql::postgres::Format::text;
    if (parameter) value.value = *parameter;
  }
  TextRows rows;
  Request request;
  request.text = statement;
  request.hash = statement_hash(statement);
  request.parameters = values;
  request.unit = sql::postgres::Unit::write;
  request.results = sql::postgres::Format::text;
  request.rows = &rows;
  Answer answer = wait_for(request, longest_statement);
  answer.rows = std::move(rows.rows);
  return answer;
}

Server::Answer Server::run(const std::string& script) {
  Request request;
  request.text = script;
  request.unit = sql::postgres::Unit::script;
  return wait_for(request, longest_script);
}

Server::Answer Server::wait_for(Request& request, async::Duration limit) {
  try {
    async::run(loop_, async::with_deadline(limit, connection_->run(request)));
  } catch (const Timeout&) {
    throw Unavailable{"database_unavailable", "The database takes too long for a statement."};
  }
  Outcome& outcome = request.outcome;
  switch (outcome.fate) {
    case Outcome::Fate::done: return {};
    case Outcome::Fate::failed: return {{}, std::move(outcome.error)};
    case Outcome::Fate::aborted: throw Unavailable{"database_unavailable", "A statement was not run."};
    case Outcome::Fate::not_sent:
    case Outcome::Fate::lost: break;
  }
  throw sql::postgres::ConnectionLost{outcome.fate == Outcome::Fate::lost, outcome.reason};
}

void Server::on_notice(const Diagnostic& notice) {
  if (notice.is("25001")) ++idle_begins_;
}

bool is_passing(const Diagnostic& error) {
  const std::string_view kind = error.sqlstate_class();
  return error.is("55P03") || error.is("40001") || error.is("40P01") || kind == "08" || kind == "53" || kind == "58" ||
         error.is("57P01") || error.is("57P02") || error.is("57P03");
}

void throw_statement_failure(const Diagnostic& error) {
  const std::string text = error.message + " (SQLSTATE " + error.sqlstate + ")";
  if (!is_passing(error)) throw Internal{"database_error", text};
  const bool busy = error.is("55P03") || error.sqlstate_class() == "40";
  throw Unavailable{busy ? "database_busy" : "database_unavailable", text};
}

}  // namespace tenon::sql::migrate::postgres
