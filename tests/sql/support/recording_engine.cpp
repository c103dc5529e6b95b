#include "support/recording_engine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <span>

#include <tenon/sql/detail/constraint_error.hpp>

namespace tenon::sql::testing {
namespace {

class RecordingSession final : public Session {
 public:
  RecordingSession(Session& session, Record& record) noexcept : session_(session), record_(record) {}

  Task<std::int64_t> run(const Statement& statement, RowHandler* rows) override {
    ++record_.trips;
    note(statement);
    std::int64_t changed = 0;
    try {
      changed = co_await session_.run(statement, rows);
    } catch (const detail::ConstraintError&) {
      violated = true;
      throw;
    }
    note_end(changed);
    co_return changed;
  }
  Task<> run_all(std::span<BatchStatement> statements) override {
    ++record_.trips;
    for (const BatchStatement& each : statements) note(each.statement);
    try {
      co_await session_.run_all(statements);
    } catch (const detail::ConstraintError&) {
      violated = true;
      throw;
    }
    for (const BatchStatement& each : statements) note_end(each.changed);
  }
  bool is_usable_after_violation() const noexcept override { return session_.is_usable_after_violation(); }

  std::size_t ended = 0;
  bool has_changed = false;
  bool violated = false;

 private:
  void note(const Statement& statement) {
    record_.statements.emplace_back(statement.text);
    record_.most_parameters = std::max(record_.most_parameters, statement.parameters.size());
  }
  void note_end(std::int64_t changed) {
    ++ended;
    has_changed = has_changed || changed > 0;
  }

  Session& session_;
  Record& record_;
};

class RecordingWork final : public Work {
 public:
  RecordingWork(Work& work, Record& record) noexcept : Work(work.scope()), work_(work), record_(record) {}

  Task<> run(Session& session) override {
    RecordingSession recording(session, record_);
    std::exception_ptr failure;
    try {
      co_await work_.run(recording);
    } catch (...) {
      failure = std::current_exception();
    }
    if (scope() == Scope::statement) {
      EXPECT_TRUE(recording.ended <= 1 || recording.violated) << "more than its one statement: " << last();
      EXPECT_FALSE(failure && recording.has_changed) << "an error behind a change that stays: " << last();
    }
    if (failure) std::rethrow_exception(failure);
  }

 private:
  const std::string& last() const { return record_.statements.back(); }

  Work& work_;
  Record& record_;
};

}  // namespace

Task<> RecordingEngine::read(Work& work) {
  record.scopes.push_back(work.scope());
  RecordingWork recording(work, record);
  co_await engine_->read(recording);
}

Task<> RecordingEngine::write(Work& work) {
  record.scopes.push_back(work.scope());
  RecordingWork recording(work, record);
  co_await engine_->write(recording);
}

}  // namespace tenon::sql::testing
