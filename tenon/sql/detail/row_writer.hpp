#pragma once

#include <span>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/base/time.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/detail/load.hpp>
#include <tenon/sql/detail/write_columns.hpp>
#include <tenon/sql/selection.hpp>

namespace tenon::sql::detail {

/// The condition of a key.
Where as_where(const Unique& unique);

/// Writes single rows with all that hangs on them. Everything happens in one session, in whose atomic unit it stands or
/// falls together.
class RowWriter {
 public:
  RowWriter(Session& session, const Plans& plans, Instant now) noexcept
      : session_(session), plans_(plans), dialect_(plans.dialect()), now_(now) {}

  Task<Rows> create(const schema::Model& model, const Data& data, const Selection& selection);
  /// Throws NotFound.
  Task<Rows> update(const schema::Model& model, const Unique& where, const Data& data, const Selection& selection);
  Task<Rows> upsert(const schema::Model& model, const Unique& where, const Data& create, const Data& update,
                    const Selection& selection);
  /// Throws NotFound.
  Task<Rows> remove(const schema::Model& model, const Unique& where, const Selection& selection);

  Task<std::int64_t> create_many(const schema::Model& model, const std::vector<Data>& rows, bool skip_duplicates);
  Task<std::int64_t> update_many(const schema::Model& model, const Where& where, const Data& data);
  Task<std::int64_t> remove_many(const schema::Model& model, const Where& where);

 private:
  using Key = std::vector<WrittenColumn>;
  /// Of the children of a row: those that the condition holds for, or all others.
  struct Children {
    Where where;
    bool others = false;
  };

  // The row itself.
  Task<Rows> insert(const schema::Model& model, const Data& data, const Selection& selection, Key parent);
  Task<Rows> read_again(const schema::Model& model, Rows rows, const Selection& selection);
  void write_assignments(SqlText& sql, Alias table, const WrittenColumns& columns) const;
  Task<std::int64_t> create_some(const schema::Model& model, std::span<const Data> rows, std::size_t first,
                                 bool skip_duplicates);
  void plan(Rows::Storage& rows, const schema::Model& model, const Data& data, const Selection& selection) const;
  Task<std::int64_t> run(const SqlText& sql, RowHandler* rows, const schema::Model& model,
                         const WrittenColumns* written, const Where* where);

  // What hangs on it: relation_writer.cpp.
  Task<> write_held_relations(const Data& data, WrittenColumns& columns);
  Task<> write_other_relations(const Data& data, const Rows::Storage& row);
  Task<> write_held(const RelationWrite& write, WrittenColumns& columns);
  Task<> write_to_children(const RelationWrite& write, const Rows::Storage& row);
  Task<> write_to_join_table(const RelationWrite& write, const Rows::Storage& row);
  Task<Rows> find_or_create(const schema::Model& model, const ConnectOrCreate& write, const Selection& key);
  Task<bool> adopt(const schema::Field& relation, const Key& key, const Unique& child);
  Task<> release(const schema::Field& relation, const Key& key, const Children& which);
  Task<bool> has_children(const schema::Field& relation, const Key& key, const Children& which);
  static void write_children(SqlText& sql, Alias table, const Key& key, const Children& which);
  Task<> set_children(const RelationWrite& write, const Key& key);
  Task<> join(const schema::Field& relation, const Cell& mine, const Cell& other);
  Task<> part(const schema::Field& relation, const Cell& mine, const Cell* other);

  Session& session_;
  const Plans& plans_;
  const Dialect& dialect_;
  Instant now_;
};

}  // namespace tenon::sql::detail
