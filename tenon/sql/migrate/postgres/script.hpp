#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/postgres/script_statements.hpp>
#include <tenon/sql/migrate/postgres/server.hpp>

namespace tenon::sql::migrate::postgres {

/// One run of a script within its frame (Database::execute).
///
/// It is sent as a whole in a transaction of ours, so that all of it is done or nothing. One that ends this transaction
/// by a COMMIT of its own, as those do in which an enum loses a value, has done what stands before it. If it has a
/// statement that runs outside of transactions only (CREATE INDEX CONCURRENTLY, VACUUM), it is undone and begun anew,
/// each statement by itself.
class Script {
 public:
  Script(Server& server, const std::string& script, const ScriptFrame& frame)
      : server_(server), script_(script), frame_(frame) {}

  /// Throws as Database::execute(). The session is as it was then: no transaction, its own settings.
  void run();

 private:
  using Diagnostic = sql::postgres::Diagnostic;

  void run_at_once();
  void run_one_by_one();
  void enter();
  void finish();
  void command(const std::string& text);
  std::string value_of(const std::string& statement);
  void leave_clean() noexcept;

  bool left_open(int idle_begins);
  /// `at`: where the statement that the error is of begins.
  [[noreturn]] void fail(const Diagnostic& error, std::size_t at, bool nothing_done);
  [[noreturn]] void fail(const std::string& text, bool nothing_done);
  std::string place(std::size_t at) const;
  std::size_t offset_of(std::size_t begin, std::uint32_t position) const;
  std::string behind(bool nothing_done) const;

  Server& server_;
  const std::string& script_;
  const ScriptFrame& frame_;
  std::string transaction_;  // the number of ours
  std::size_t done_ = 0;     // one by one: the statement that comes next
  bool alone_ = false;       // each by itself
};

}  // namespace tenon::sql::migrate::postgres
