#pragma once

#include <memory>
#include <string_view>

#include <tenon/sql/dialect.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::sql::testing {

/// SQLite as a stricter database: each parameter must be of the type of the field that the core says it is for, as if
/// it were cast to that (Decimals called `money` have
/// two digits behind the point), and columns of scalars are taken to hold nothing that cannot be read.
class CastingEngine final : public Engine {
 public:
  explicit CastingEngine(std::shared_ptr<Engine> engine);

  const Dialect& dialect() const noexcept override { return *dialect_; }
  void expect(const schema::Schema& schema) override { engine_->expect(schema); }
  Task<> read(Work& work) override { return engine_->read(work); }
  Task<> write(Work& work) override { return engine_->write(work); }
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) override { return engine_->begin(options); }
  Task<> execute_script(std::string_view script) override { return engine_->execute_script(script); }

 private:
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<const Dialect> dialect_;
};

}  // namespace tenon::sql::testing
