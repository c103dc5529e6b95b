#pragma once

#include <memory>
#include <string>
#include <vector>

#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/dialect.hpp>

#include "postgres/support/libpq.hpp"

namespace tenon::sql::postgres::testing {

/// An empty schema of the server of POSTGRES_URL, dropped at the end.
class OwnSchema {
 public:
  OwnSchema();
  ~OwnSchema();
  OwnSchema(const OwnSchema&) = delete;
  OwnSchema& operator=(const OwnSchema&) = delete;

  const std::string& name() const noexcept { return name_; }
  /// POSTGRES_URL with it.
  std::string url() const;

 private:
  std::string name_;
};

/// Connections to a schema of their own, which is gone with the last of them.
class ConnectionPool {
 public:
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection) noexcept;

 private:
  OwnSchema schema_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

/// What the dialect writes and the codecs send, run by libpq: an engine that blocks, for tests of the values and the
/// SQL without Tenon's own connections. Each has an empty schema of the server of POSTGRES_URL.
class BlockingEngine final : public Engine {
 public:
  BlockingEngine() : pool_(std::make_shared<ConnectionPool>()) {}

  const Dialect& dialect() const noexcept override { return dialect_; }
  Task<> read(Work& work) override;
  Task<> write(Work& work) override;
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) override;
  Task<> execute_script(std::string_view script) override;

 private:
  PostgresDialect dialect_;
  std::shared_ptr<ConnectionPool> pool_;
};

}  // namespace tenon::sql::postgres::testing
