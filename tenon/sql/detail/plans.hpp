#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::sql::detail {

/// What the statements that read one model have in common.
struct ModelStatements {
  struct ByKey {
    std::string text;
    std::uint64_t hash = 0;
  };

  std::vector<const schema::Field*> columns;  ///< those that the client shows
  std::string select;                         ///< `SELECT t0."id", … FROM "Product" AS t0`
  std::size_t column_list_size = 0;
  std::vector<ByKey> by_key;  ///< the whole statements: by the primary key, then by each unique one

  /// `t0."id", …`
  std::string_view column_list() const noexcept { return std::string_view(select).substr(7, column_list_size); }
};

/// The texts that depend on nothing but the schema, written once when a client is made, so that an operation does not
/// write them anew. Shared by all loops and transactions of the client.
class Plans {
 public:
  Plans(const schema::Schema& schema, const Dialect& dialect);

  const Dialect& dialect() const noexcept { return *dialect_; }
  const ModelStatements& of(const schema::Model& model) const noexcept { return models_[model.index]; }
  /// The statement that reads all of the row which a key names; its parameters are the key's values. Empty where the
  /// statement is not always the same: keys with points in time.
  const ModelStatements::ByKey& by_key(const schema::Model& model, const schema::Index& key) const noexcept;

 private:
  const Dialect* dialect_;
  std::vector<ModelStatements> models_;
};

}  // namespace tenon::sql::detail
