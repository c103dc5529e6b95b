#pragma once

#include <tenon/async/task.hpp>
#include <tenon/sql/detail/plans.hpp>
#include <tenon/sql/detail/row_storage.hpp>
#include <tenon/sql/detail/sql_text.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/find.hpp>

namespace tenon::sql::detail {

/// Puts the rows of a statement into a storage.
class Collector final : public RowHandler {
 public:
  explicit Collector(Rows::Storage& rows) noexcept : rows_(rows) {}
  bool on_row(std::span<const Cell> cells) override {
    rows_.add(cells);
    return true;
  }

 private:
  Rows::Storage& rows_;
};

/// Whether a page of rows needs an order that leaves no two rows equal.
enum class PageOrder : bool { as_given, total };

/// Reads what a query asks for, relations included: for scope_of() of the query.
Task<Rows> load(Session& session, const Plans& plans, const schema::Model& model, const FindMany& query,
                PageOrder order = PageOrder::total);
/// Reads the row that a key names, or no row.
Task<Rows> load(Session& session, const Plans& plans, const schema::Model& model, const Unique& where,
                const Selection& selection);

/// Whether what is read are whole rows and nothing beside them, so that scan() reads them.
inline bool is_plain(const FindUnique& query) noexcept { return query.selection.is_everything(); }
inline bool is_plain(const FindMany& query) noexcept {
  return query.selection.is_everything() && query.distinct.empty();
}
/// Hands on plain rows as the database gives them, for those who keep them in a form of their own: a cell for each of
/// ModelStatements::columns. With `take` below zero the last row comes first.
Task<> scan(Session& session, const Plans& plans, const schema::Model& model, const FindMany& query, RowHandler& rows,
            PageOrder order = PageOrder::total);
Task<> scan(Session& session, const Plans& plans, const schema::Model& model, const Unique& where, RowHandler& rows);

[[noreturn]] void throw_not_found(const schema::Model& model);

/// Reads the included relations of rows that are there already: one statement a relation (more when there are thousands
/// of rows), all of them together (at most 32), and so on for what those include.
Task<> load_related(Session& session, const Plans& plans, Rows::Storage& rows, const List<Include>& includes);

/// ` LIMIT ? OFFSET ?`, as far as they are given.
void write_limit(SqlText& sql, std::optional<std::int64_t> limit, std::int64_t offset);

/// The rows of `table` that a query is about, behind SELECT …: FROM, WHERE, ORDER BY, LIMIT. `limited`: the limits of
/// the query are part of it. `position`: where to begin, in the order given.
void write_rows(SqlText& sql, Alias table, const schema::Model& model, const FindMany& query,
                std::span<const OrderBy> order, const std::vector<Value>* position, bool limited);
/// The same without FROM.
void write_clauses(SqlText& sql, Alias table, const FindMany& query, std::span<const OrderBy> order,
                   const std::vector<Value>* position, bool limited);

/// The values of a row in an order; nothing when the row is gone.
Task<std::optional<std::vector<Value>>> find_position(Session& session, const Dialect& dialect,
                                                      const schema::Model& model, const Unique& cursor,
                                                      const std::vector<OrderBy>& order);

}  // namespace tenon::sql::detail
