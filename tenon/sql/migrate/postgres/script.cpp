#include <tenon/sql/migrate/postgres/script.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using sql::postgres::Diagnostic;
using sql::postgres::TransactionStatus;

/// What scripts may have changed of the session: pg_dump's leave no search path.
const std::string reset_session = "RESET SESSION AUTHORIZATION; RESET ALL";

constexpr std::string_view runs_outside_only = "25001";  // active_sql_transaction

}  // namespace

void Script::run() {
  try {
    if (const std::size_t nul = script_.find('\0'); nul != std::string::npos) {
      fail("a NUL byte, which no SQL has (is the file in UTF-16? It has to be UTF-8), at " + place(nul), true);
    }
    run_at_once();
  } catch (...) {
    leave_clean();
    throw;
  }
  leave_clean();
}

void Script::run_at_once() {
  enter();
  const int idle_begins = server_.idle_begins();
  if (!script_.empty()) {
    if (const Server::Answer answer = server_.run(script_); answer.error) {
      const bool is_ours = server_.status() == TransactionStatus::failed;
      if (server_.in_transaction()) command("ROLLBACK");
      const bool nothing_done = is_ours && value_of("SELECT txid_status(" + transaction_ + ")") == "aborted";
      if (nothing_done && answer.error->is(runs_outside_only)) return run_one_by_one();
      fail(*answer.error, 0, nothing_done);
    }
  }
  if (left_open(idle_begins)) {
    command("ROLLBACK");
    const bool nothing_done = value_of("SELECT txid_status(" + transaction_ + ")") == "aborted";
    fail("the script begins a transaction and does not end it", nothing_done);
  }
  if (!server_.in_transaction()) {
    const bool undone = value_of("SELECT txid_status(" + transaction_ + ")") == "aborted";
    command("BEGIN");
    if (undone && frame_.first) frame_.first();
  }
  finish();
}

void Script::enter() {
  command("BEGIN");
  transaction_ = value_of("SELECT txid_current()");
  if (frame_.first) frame_.first();
}

void Script::finish() {
  command(reset_session);
  if (frame_.last) frame_.last();
  // Deferred constraints are looked at now.
  if (const Server::Answer answer = server_.run("COMMIT"); answer.error) fail(*answer.error, 0, !alone_);
}

void Script::run_one_by_one() {
  alone_ = true;
  if (frame_.first) frame_.first();
  for (const StatementPlace& statement : script_statements(script_)) {
    done_ = statement.begin;
    const Server::Answer answer = server_.run(script_.substr(statement.begin, statement.size));
    if (answer.error) fail(*answer.error, statement.begin, false);
  }
  done_ = script_.size();
  if (server_.in_transaction()) fail("the script begins a transaction and does not end it", false);
  command("BEGIN");
  finish();
}

/// A BEGIN of the script within our transaction only warns; one behind a COMMIT of its own begins another.
bool Script::left_open(int idle_begins) {
  if (!server_.in_transaction()) return false;
  return server_.idle_begins() != idle_begins || value_of("SELECT txid_current()") != transaction_;
}

void Script::command(const std::string& text) {
  if (const Server::Answer answer = server_.run(text); answer.error) throw_statement_failure(*answer.error);
}

std::string Script::value_of(const std::string& statement) {
  const Server::Answer answer = server_.ask(statement);
  if (answer.error) throw_statement_failure(*answer.error);
  return answer.rows.at(0).at(0).value_or("");
}

void Script::leave_clean() noexcept {
  try {
    if (server_.in_transaction()) server_.run("ROLLBACK");
    server_.run(reset_session);
  } catch (const Error&) {
    // the connection is lost, as the next statement will say
  }
}

void Script::fail(const Diagnostic& error, std::size_t at, bool nothing_done) {
  std::string text = error.message;
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  if (error.position != 0) {
    text += ", at " + place(offset_of(at, error.position));
  } else if (alone_ && done_ < script_.size()) {
    text += ", at " + place(at);
  }
  if (nothing_done && is_passing(error)) {
    const bool busy = error.is("55P03") || error.sqlstate_class() == "40";
    throw Unavailable{busy ? "database_busy" : "database_unavailable", text + ". Nothing of the script was done."};
  }
  fail(text, nothing_done);
}

void Script::fail(const std::string& text, bool nothing_done) {
  throw Invalid{"script_failed", text + "." + behind(nothing_done)};
}

std::string Script::behind(bool nothing_done) const {
  if (nothing_done) return " Nothing of the script was done.";
  if (!alone_) return " What stands before a COMMIT of its own is done; nothing behind the last of them is.";
  return " What stands before " + place(done_) +
         " is done, because the script has a statement that cannot run within a transaction; nothing behind it is.";
}

std::string Script::place(std::size_t at) const {
  const std::string_view before = std::string_view{script_}.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(at - start + 1);
}

/// The server counts characters from 1.
std::size_t Script::offset_of(std::size_t begin, std::uint32_t position) const {
  std::size_t at = begin;
  for (std::uint32_t left = position; at < script_.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(script_[at]) & 0xC0) != 0x80;
    if (begins && --left == 0) break;
  }
  return at;
}

}  // namespace tenon::sql::migrate::postgres
