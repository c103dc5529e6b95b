#include <tenon/sql/sqlite/instant_forms.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <map>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/detail/sql_text.hpp>
#include <tenon/sql/sqlite/failure.hpp>
#include <tenon/sql/sqlite/own_writes.hpp>

namespace tenon::sql::sqlite {
namespace {

constexpr std::uint8_t bit_of(InstantForm form) noexcept {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(form));
}

bool has(std::uint8_t forms, InstantForm form) noexcept { return (forms & bit_of(form)) != 0; }

/// The first row, as numbers.
class Numbers final : public RowHandler {
 public:
  bool on_row(std::span<const Cell> cells) override {
    for (const Cell& cell : cells) values.push_back(static_cast<std::uint8_t>(cell.integer()));
    return false;
  }
  std::vector<std::uint8_t> values;
};

/// Time that several statements have together.
class Budget {
 public:
  Budget(Connection& connection, std::optional<async::Duration> limit) : connection_(connection) {
    if (limit) end_ = std::chrono::steady_clock::now() + *limit;
  }
  /// For the next one.
  void set_limit() const {
    if (!end_) return;
    const async::Duration left = *end_ - std::chrono::steady_clock::now();
    if (left <= async::Duration::zero()) throw Timeout(std::string(query_timeout), "There was no more time.");
    connection_.limit(left);
  }

 private:
  Connection& connection_;
  std::optional<async::Time> end_;
};

/// The forms in some columns of a table; none where the table or a column is not there yet.
std::vector<std::uint8_t> forms_in(Connection& connection, const std::string& table,
                                   const std::vector<std::string>& columns) {
  std::string text = "SELECT ";
  for (const std::string& column : columns) {
    text.append(&column == &columns.front() ? "" : ", ")
        .append("instant_forms(t.")
        .append(detail::quoted_name(column))
        .append(")");
  }
  text.append(" FROM ").append(detail::quoted_name(table)).append(" AS t");
  Numbers numbers;
  try {
    connection.run(Statement{.text = text}, &numbers);
    return numbers.values;
  } catch (const Internal& error) {
    if (error.code() != "database_schema") throw;
  }
  std::vector<std::uint8_t> forms(columns.size(), 0);
  if (columns.size() == 1) return forms;
  for (std::size_t i = 0; i < columns.size(); ++i) forms[i] = forms_in(connection, table, {columns[i]}).front();
  return forms;
}

/// The column that a foreign key leads to.
const schema::Field& origin_of(const schema::Field& field) {
  for (const schema::Field& relation : field.model->fields) {
    if (!relation.is_relation() || !relation.relation->holds_key) continue;
    const schema::RelationEnd& end = *relation.relation;
    for (std::size_t i = 0; i < end.local.size(); ++i) {
      if (end.local[i] == &field && end.remote[i] != &field && !end.remote[i]->is_foreign_key) return *end.remote[i];
    }
  }
  return field;
}

}  // namespace

InstantForms::Column& InstantForms::column_at(const schema::Field& field) {
  const std::pair<std::string, std::string> place{field.model->db_name, field.db_name};
  for (const auto& column : columns_) {
    const auto& places = column->places;
    if (std::find(places.begin(), places.end(), place) != places.end()) return *column;
  }
  columns_.push_back(std::make_unique<Column>());
  columns_.back()->places.push_back(place);
  return *columns_.back();
}

void InstantForms::add(const schema::Schema& schema) {
  const std::lock_guard lock(changing_);
  const Map* before = map_.load(std::memory_order_relaxed);
  auto map = before ? std::make_unique<Map>(*before) : std::make_unique<Map>();
  bool any = false;
  for (const schema::Model& model : schema.models) {
    for (const schema::Field& field : model.fields) {
      if (!detail::is_instant(field) || field.is_list()) continue;
      any = true;
      const schema::Field& origin = origin_of(field);
      Column& column = column_at(origin);
      (*map)[&field] = &column;
      std::pair<std::string, std::string> place{model.db_name, field.db_name};
      if (std::find(column.places.begin(), column.places.end(), place) == column.places.end()) {
        column.places.push_back(std::move(place));
      }
    }
  }
  if (!any) return;
  map_.store(map.get(), std::memory_order_release);
  maps_.push_back(std::move(map));
  forget();
}

void InstantForms::look(Connection& connection, std::optional<async::Duration> limit) {
  const Budget budget(connection, limit);
  const std::uint64_t number = looks_.fetch_add(1, std::memory_order_relaxed) + 1;
  const std::uint64_t asked = asked_.load(std::memory_order_acquire);
  // By table: its columns, and where they stand in columns_.
  std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::size_t>>> tables;
  std::vector<std::uint8_t> found;
  std::vector<bool> by_itself;
  {
    const std::lock_guard lock(changing_);
    found.resize(columns_.size());
    by_itself.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (const auto& [table, column] : columns_[i]->places) {
        tables[table].first.push_back(column);
        tables[table].second.push_back(i);
      }
    }
  }
  const OwnWrites own(connection);
  for (const auto& [table, parts] : tables) {
    budget.set_limit();
    const std::vector<std::uint8_t> forms = forms_in(connection, table, parts.first);
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const std::size_t column = parts.second[i];
      found[column] |= forms[i];
      if (!own.may_reach(table, parts.first[i])) continue;
      found[column] |= bit_of(InstantForm::other);
      by_itself[column] = true;
    }
  }
  const std::lock_guard lock(changing_);
  if (number < latest_look_) return;  // what it saw is older
  latest_look_ = number;
  std::uint8_t all = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    columns_[i]->found.store(found[i], std::memory_order_release);
    all = static_cast<std::uint8_t>(all | found[i] | columns_[i]->written.load(std::memory_order_acquire));
    tell(*columns_[i], found[i], by_itself[i]);
  }
  usual_.store(form_for_new(all), std::memory_order_release);
  if (asked > looked_.load(std::memory_order_relaxed)) looked_.store(asked, std::memory_order_release);
}

void InstantForms::tell(Column& column, std::uint8_t forms, bool by_itself) {
  if (column.told || (!by_itself && (std::has_single_bit(forms) || forms == 0))) return;
  column.told = true;
  log_.info(by_itself ? "a trigger, or the database, writes a column of points in time, so comparing them uses no index"
                      : "a column holds points in time in several forms, so comparing them uses no index",
            {{"table", column.places.front().first}, {"column", column.places.front().second}});
}

InstantForms::Column* InstantForms::find(const schema::Field& field) const noexcept {
  const Map* map = map_.load(std::memory_order_acquire);
  if (!map) return nullptr;
  const auto found = map->find(&field);
  return found == map->end() ? nullptr : found->second;
}

/// Prisma's clients write the first or the last of these; where there are several, the newer one does.
InstantForm InstantForms::form_for_new(std::uint8_t forms) const noexcept {
  if (wanted_ == SqliteOptions::Timestamps::iso8601) return InstantForm::iso;
  if (wanted_ == SqliteOptions::Timestamps::unix_milliseconds) return InstantForm::milliseconds;
  for (const InstantForm form : {InstantForm::iso, InstantForm::iso_z, InstantForm::milliseconds}) {
    if (has(forms, form)) return form;
  }
  return usual_.load(std::memory_order_acquire);
}

InstantForm InstantForms::writing(const schema::Field& field) const noexcept {
  const Column* column = find(field);
  return form_for_new(column ? column->found.load(std::memory_order_acquire) : 0);
}

InstantForm InstantForms::comparing(const schema::Field& field) const noexcept {
  const Column* column = find(field);
  if (!column) return writing(field);
  const auto forms = static_cast<std::uint8_t>(column->found.load(std::memory_order_acquire) |
                                               column->written.load(std::memory_order_acquire));
  if (forms == 0) return writing(field);
  if (!std::has_single_bit(forms)) return InstantForm::other;
  return static_cast<InstantForm>(std::countr_zero(forms));
}

void InstantForms::wrote(const schema::Field& field, const Cell& cell) noexcept {
  Column* column = find(field);
  if (!column || cell.is_null()) return;
  const std::uint8_t bit = bit_of(form_of(cell));
  if ((column->written.load(std::memory_order_relaxed) & bit) != 0) return;
  column->written.fetch_or(bit, std::memory_order_acq_rel);
}

}  // namespace tenon::sql::sqlite
