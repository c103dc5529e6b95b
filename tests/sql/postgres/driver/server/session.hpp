#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <tenon/async/deadline.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/run.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/connector.hpp>

namespace tenon::sql::postgres::testing {

/// POSTGRES_URL, with parameters: "sslmode=require".
std::string server_url(const std::string& parameters = {});
/// The same for another user.
std::string server_url_as(const std::string& user, const std::string& password, const std::string& parameters = {});

/// What a connection hears.
struct Ears final : ConnectionEvents {
  void on_notification(const Notification& n) override {
    heard.push_back(std::string(n.channel) + " " + std::string(n.payload));
  }
  void on_notice(const Diagnostic& notice) override { heard.push_back("notice " + notice.message); }
  void on_lost(const std::string& reason) override { heard.push_back("lost " + reason); }
  std::vector<std::string> heard;
};

/// Rows as text, values with a comma between them.
struct Table final : RowSink {
  void on_begin(std::span<const Column>) override { rows.clear(); }
  bool on_row(std::span<const RawValue> values) override;
  void on_copy_data(std::string_view data) override { rows.emplace_back(data); }
  std::vector<std::string> rows;
};

/// A request with its text and its result; stays where it is.
struct Call {
  explicit Call(std::string sql, Unit unit = Unit::read, std::vector<Parameter> values = {});
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  Outcome::Fate fate() const { return request.outcome.fate; }
  std::string sqlstate() const { return request.outcome.error ? request.outcome.error->sqlstate : ""; }

  const std::string text;
  const std::vector<Parameter> parameters;
  Table table;
  Request request;
};

/// A loop with one connection to the server of the tests.
class Session {
 public:
  explicit Session(const std::string& url = server_url());
  ~Session();

  /// Runs until the call has ended; ten seconds at most.
  void run(Call& call, std::chrono::milliseconds limit = std::chrono::seconds{10});
  /// All in one turn.
  void run_all(std::vector<Call*> calls);
  /// The first value of the first row; of a script.
  std::string value(const std::string& script);
  /// Turns until this is so, for ten seconds at most.
  template <class Condition>
  bool until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (!condition() && std::chrono::steady_clock::now() < end) value("select 1");
    return condition();
  }

  async::Loop loop;
  Ears ears;
  std::unique_ptr<Connection> connection;
};

/// The code of the error that connecting ends with; "" when it succeeds.
std::string login_failure(const std::string& url);

}  // namespace tenon::sql::postgres::testing
