#include "support/recording_engine.hpp"

namespace tenon::sql::testing {
namespace {

class RecordingSession final : public Session {
 public:
  RecordingSession(Session& session, std::vector<std::string>& statements) noexcept
      : session_(session), statements_(statements) {}

  Task<std::int64_t> run(const Statement& statement, RowHandler* rows) override {
    statements_.emplace_back(statement.text);
    return session_.run(statement, rows);
  }

 private:
  Session& session_;
  std::vector<std::string>& statements_;
};

class RecordingWork final : public Work {
 public:
  RecordingWork(Work& work, std::vector<std::string>& statements) noexcept : work_(work), statements_(statements) {}

  Task<> run(Session& session) override {
    RecordingSession recording(session, statements_);
    co_await work_.run(recording);
  }

 private:
  Work& work_;
  std::vector<std::string>& statements_;
};

}  // namespace

Task<> RecordingEngine::read(Work& work) {
  RecordingWork recording(work, statements);
  co_await engine_->read(recording);
}

Task<> RecordingEngine::write(Work& work) {
  RecordingWork recording(work, statements);
  co_await engine_->write(recording);
}

}  // namespace tenon::sql::testing
