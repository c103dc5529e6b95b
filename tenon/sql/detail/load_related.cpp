#include <tenon/sql/detail/load.hpp>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/field_error.hpp>
#include <tenon/sql/detail/key_groups.hpp>
#include <tenon/sql/detail/order.hpp>

namespace tenon::sql::detail {
namespace {

constexpr std::size_t most_keys_per_statement = 1024;
/// How many statements, with their parameters, are in memory at a time.
constexpr std::size_t most_statements_per_trip = 32;

using Related = Rows::Storage::Related;

/// A statement that is to be run, and who takes its rows.
struct Reading {
  SqlText sql;
  RowHandler* rows;
};

/// Rows whose relations are read.
struct Parents {
  Rows::Storage* rows;
  const List<Include>* includes;
};

/// Reads the rows of one relation for many parents.
class RelatedLoader {
 public:
  RelatedLoader(const Plans& plans, Rows::Storage& parents, const Include& include)
      : plans_(plans), parents_(parents), include_(include), end_(*include.relation->relation) {
    check();
    related_.relation = include.relation;
    related_.rows = Rows(*end_.model);
    collector_.emplace(rows());
    group_parents();
    plan();
  }

  /// Adds what is still to be run, until there are enough for a trip.
  void add_statements(std::vector<Reading>& statements) {
    if (include_.take && *include_.take == 0) return;
    const std::size_t keys = keys_per_statement();
    for (; next_group_ < groups_.size() && statements.size() < most_statements_per_trip; next_group_ += keys) {
      statements.push_back({statement(next_group_, std::min(keys, groups_.size() - next_group_)), &*collector_});
    }
  }

  /// When they have run: gives the rows to the parents. What is to be read of these rows in turn.
  Parents finish() {
    if (backwards_) rows().reverse();
    distribute();
    parents_.related.push_back(std::move(related_));
    return {&parents_.related.back().rows.storage(), &include_.selection.include};
  }

 private:
  Rows::Storage& rows() noexcept { return related_.rows.storage(); }

  /// With more keys, several statements are run. Half of the parameters are left to conditions.
  std::size_t keys_per_statement() const {
    const std::size_t room = plans_.dialect().max_parameters() / 2 / end_.local.size();
    return std::clamp<std::size_t>(room, 1, most_keys_per_statement);
  }

  void check() const {
    const bool narrowed =
        !include_.where.is_everything() || !include_.order_by.empty() || include_.take || include_.skip;
    if (narrowed && !include_.relation->is_list()) {
      throw_invalid(*include_.relation, "wrong_type",
                    "This relation is a single row: there is nothing to choose from.");
    }
    if (include_.skip < 0) throw Invalid("out_of_range", "skip is not below zero.");
  }

  void group_parents() {
    std::vector<std::size_t> columns;
    columns.reserve(end_.local.size());
    for (const schema::Field* field : end_.local) columns.push_back(parents_.column_of(*field));
    std::vector<Cell> key(columns.size());
    const std::size_t count = parents_.size();
    related_.group_of_row.reserve(count);
    for (std::size_t row = 0; row < count; ++row) {
      for (std::size_t i = 0; i < columns.size(); ++i) key[i] = parents_.row(row)[columns[i]];
      related_.group_of_row.push_back(groups_.add(key));
    }
  }

  void plan() {
    plan_columns(rows(), plans_, *end_.model, include_.selection);
    if (!end_.is_many_to_many()) {
      for (const schema::Field* field : end_.remote) need_column(rows(), *field);
    }
    const bool pages = include_.take || include_.skip > 0;
    order_ = pages ? total_order(*end_.model, include_.order_by.items()) : include_.order_by.items();
    backwards_ = include_.take && *include_.take < 0;
    if (backwards_) reverse(order_);
    windowed_ = pages && groups_.size() > 1;
  }

  SqlText statement(std::size_t first, std::size_t count) {
    SqlText sql(plans_.dialect());
    const Alias table = sql.new_alias();
    const Alias join = sql.new_alias();
    rows().counted.clear();
    sql << (windowed_ ? "SELECT * FROM (SELECT " : "SELECT ");
    write_columns(sql, table, rows(), include_.selection, windowed_);
    if (end_.is_many_to_many()) {
      key_column_ = rows().width++;
      (sql << ", ").column(join, end_.my_column());
    }
    if (windowed_) write_row_number(sql, table, join);
    write_from(sql, table, join);
    sql << " WHERE ";
    write_keys(sql, table, join, first, count);
    if (!include_.where.is_everything()) {
      sql << " AND ";
      write_condition(sql, table, include_.where);
    }
    write_page(sql, table);
    return sql;
  }

  void write_key(SqlText& sql, Alias table, Alias join) const {
    if (end_.is_many_to_many()) {
      sql.column(join, end_.my_column());
      return;
    }
    Separator comma(", ");
    for (const schema::Field* field : end_.remote) (sql << comma).column(table, *field);
  }

  void write_row_number(SqlText& sql, Alias table, Alias join) {
    rows().width++;
    sql << ", row_number() OVER (PARTITION BY ";
    write_key(sql, table, join);
    write_order(sql, table, order_);
    sql << ") AS place";
  }

  void write_from(SqlText& sql, Alias table, Alias join) const {
    (sql << " FROM ").table(*end_.model) << " AS " << table;
    if (!end_.is_many_to_many()) return;
    const schema::JoinTable& between = *end_.relation->join;
    sql << " JOIN ";
    if (!between.db_schema.empty()) sql.name(between.db_schema) << ".";
    sql.name(between.db_name) << " AS " << join << " ON ";
    (sql.column(join, end_.other_column()) << " = ").column(table, *end_.remote.front());
  }

  void write_keys(SqlText& sql, Alias table, Alias join, std::size_t first, std::size_t count) const {
    const std::size_t width = end_.local.size();
    const std::span<const Cell> cells(groups_.cells().data() + first * width, count * width);
    if (width == 1) {
      if (end_.is_many_to_many()) {
        sql.among(column_of(join, end_.my_column()), *end_.local.front(), cells);
      } else {
        sql.among(column_of(table, end_.remote.front()->db_name), *end_.remote.front(), cells);
      }
      return;
    }
    sql << "(";
    write_key(sql, table, join);
    sql << ") IN (VALUES ";
    // The last key again and again: otherwise each number of keys would be a text of its own.
    const std::size_t repeated = std::min(std::bit_ceil(count), keys_per_statement());
    for (std::size_t key = 0; key < repeated; ++key) {
      sql << (key == 0 ? "(" : "), (");
      const std::span<const Cell> parts = cells.subspan(std::min(key, count - 1) * width, width);
      Separator comma(", ");
      for (std::size_t i = 0; i < width; ++i) (sql << comma).parameter(*end_.remote[i], parts[i]);
    }
    sql << "))";
  }

  void write_page(SqlText& sql, Alias table) {
    const auto limit = include_.take ? std::optional(std::abs(*include_.take)) : std::nullopt;
    if (!windowed_) {
      write_order(sql, table, order_);
      write_limit(sql, limit, include_.skip);
      return;
    }
    (sql << ") AS pages WHERE place > ").number(include_.skip);
    if (limit) (sql << " AND place <= ").number(include_.skip + *limit);
    sql << " ORDER BY place";
  }

  /// Sorts the rows found by group, keeping their order within each.
  void distribute() {
    std::vector<std::size_t> columns;
    if (end_.is_many_to_many()) {
      columns.push_back(key_column_);
    } else {
      for (const schema::Field* field : end_.remote) columns.push_back(rows().column_of(*field));
    }
    const std::size_t count = rows().size();
    std::vector<std::uint32_t> group_of_member(count);
    std::vector<Cell> key(columns.size());
    related_.group_begin.assign(groups_.size() + 1, 0);
    for (std::size_t row = 0; row < count; ++row) {
      for (std::size_t i = 0; i < columns.size(); ++i) key[i] = rows().row(row)[columns[i]];
      group_of_member[row] = groups_.find(key);
      if (group_of_member[row] != KeyGroups::none) ++related_.group_begin[group_of_member[row] + 1];
    }
    for (std::size_t i = 1; i < related_.group_begin.size(); ++i)
      related_.group_begin[i] += related_.group_begin[i - 1];
    related_.members.resize(related_.group_begin.back());
    std::vector<std::uint32_t> next(related_.group_begin.begin(), related_.group_begin.end() - 1);
    for (std::size_t row = 0; row < count; ++row) {
      const std::uint32_t group = group_of_member[row];
      if (group != KeyGroups::none) related_.members[next[group]++] = static_cast<std::uint32_t>(row);
    }
  }

  const Plans& plans_;
  Rows::Storage& parents_;
  const Include& include_;
  const schema::RelationEnd& end_;
  Related related_;
  std::optional<Collector> collector_;
  KeyGroups groups_;
  std::size_t next_group_ = 0;
  std::vector<OrderBy> order_;
  std::size_t key_column_ = 0;
  bool backwards_ = false;
  bool windowed_ = false;
};

Task<> run_readings(Session& session, const std::vector<Reading>& readings) {
  std::vector<BatchStatement> batch;
  batch.reserve(readings.size());
  for (const Reading& reading : readings) batch.push_back({.statement = reading.sql.statement(), .rows = reading.rows});
  co_await session.run_all(batch);
}

/// All relations of all rows of a level, in one trip unless there are tens of thousands of rows. Gives the next one.
Task<std::vector<Parents>> load_level(Session& session, const Plans& plans, std::vector<Parents> level) {
  std::deque<RelatedLoader> loaders;
  for (const Parents& parents : level) {
    for (const Include& include : *parents.includes) loaders.emplace_back(plans, *parents.rows, include);
  }
  while (true) {
    std::vector<Reading> readings;
    for (RelatedLoader& loader : loaders) loader.add_statements(readings);
    if (readings.empty()) break;
    co_await run_readings(session, readings);
  }
  std::vector<Parents> next;
  for (RelatedLoader& loader : loaders) {
    const Parents parents = loader.finish();
    if (!parents.includes->empty()) next.push_back(parents);
  }
  co_return next;
}

}  // namespace

Task<> load_related(Session& session, const Plans& plans, Rows::Storage& rows, const List<Include>& includes) {
  std::vector<Parents> level{{&rows, &includes}};
  while (!level.empty()) level = co_await load_level(session, plans, std::move(level));
}

}  // namespace tenon::sql::detail
