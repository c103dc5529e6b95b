#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tenon/sql/engine.hpp>

namespace tenon::sql::testing {

/// What ran on the sessions of an engine.
struct Record {
  std::vector<std::string> statements;
  std::vector<Scope> scopes;  ///< of each piece of work
  std::size_t trips = 0;      ///< statements that were sent together count as one
  std::size_t most_parameters = 0;
};

/// An engine that hands everything on to another one and records what runs outside of transactions. It fails the test
/// when work does not keep to its scope.
class RecordingEngine final : public Engine {
 public:
  explicit RecordingEngine(std::shared_ptr<Engine> engine) noexcept : engine_(std::move(engine)) {}

  Record record;

  const Dialect& dialect() const noexcept override { return engine_->dialect(); }
  void expect(const schema::Schema& schema) override { engine_->expect(schema); }
  Task<> read(Work& work) override;
  Task<> write(Work& work) override;
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) override { return engine_->begin(options); }
  Task<> execute_script(std::string_view script) override { return engine_->execute_script(script); }

 private:
  std::shared_ptr<Engine> engine_;
};

}  // namespace tenon::sql::testing
