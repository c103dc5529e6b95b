#pragma once

#include <span>

#include <tenon/sql/detail/row_storage.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::sql::detail {

/// Reads the rows that a write gives back while its statement runs: one that nobody can read ends it;
/// otherwise the write would commit and the response fail. Such a row may be new: the database can make a key beyond
/// the range of its field.
class WrittenRows final : public RowHandler {
 public:
  /// `storage`, if given, keeps them. `made`: they are new, and the database has filled in what they hold.
  WrittenRows(const Dialect& dialect, const schema::Model& model, std::span<const schema::Field* const> columns,
              Rows::Storage* storage, bool made)
      : dialect_(dialect), model_(model), columns_(columns), storage_(storage), made_(made) {}
  bool on_row(std::span<const Cell> cells) override;

 private:
  const Dialect& dialect_;
  const schema::Model& model_;
  std::span<const schema::Field* const> columns_;
  Rows::Storage* storage_;
  bool made_;
};

/// Throws UnexpectedValue when a row, or one that was included with it, cannot be read.
void require_readable_rows(const Rows::Storage& rows);
/// The same of the included ones alone: what is answered with a row must be readable as well.
void require_readable_relations(const Rows::Storage& rows);

}  // namespace tenon::sql::detail
