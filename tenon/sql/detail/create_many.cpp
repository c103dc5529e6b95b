#include <tenon/sql/detail/row_writer.hpp>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/insert.hpp>
#include <tenon/sql/detail/violation.hpp>
#include <tenon/sql/detail/written_rows.hpp>

namespace tenon::sql::detail {
namespace {

/// One of many new rows.
class NewRow {
 public:
  NewRow(const Dialect& dialect, const schema::Model& model, const Data& data, Instant now, bool skip_duplicates)
      : columns_(dialect), sql_(dialect) {
    columns_.set(data.values);
    columns_.complete_new(model, now);
    begin_insert(sql_, model, columns_);
    if (skip_duplicates) sql_ << " ON CONFLICT DO NOTHING";
    by_database_ = filled_by_database(model, columns_);
    if (by_database_.empty()) return;
    write_returning(sql_, by_database_);
    made_.emplace(dialect, model, by_database_, nullptr, true);
  }
  NewRow(const NewRow&) = delete;
  NewRow& operator=(const NewRow&) = delete;

  const WrittenColumns& columns() const noexcept { return columns_; }
  BatchStatement statement() noexcept { return {.statement = sql_.statement(), .rows = made_ ? &*made_ : nullptr}; }

 private:
  WrittenColumns columns_;
  SqlText sql_;
  std::vector<const schema::Field*> by_database_;
  std::optional<WrittenRows> made_;
};

/// Where an engine fails when all have been run, the last one.
std::size_t first_not_run(std::span<const BatchStatement> batch) {
  const auto place =
      std::find_if(batch.begin(), batch.end(), [](const BatchStatement& each) { return each.changed < 0; });
  return std::min(static_cast<std::size_t>(place - batch.begin()), batch.size() - 1);
}

}  // namespace

Task<std::int64_t> RowWriter::create_many(const schema::Model& model, const std::vector<Data>& rows,
                                          bool skip_duplicates) {
  constexpr std::size_t rows_per_trip = 128;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].relations.empty()) continue;
    throw Invalid("wrong_type", "Many rows at once are created without relations.",
                  {{"/" + std::to_string(i), "wrong_type", "Writes a relation."}});
  }
  std::int64_t count = 0;
  for (std::size_t first = 0; first < rows.size(); first += rows_per_trip) {
    const std::span some(rows.data() + first, std::min(rows_per_trip, rows.size() - first));
    count += co_await create_some(model, some, first, skip_duplicates);
  }
  co_return count;
}

/// As many as are sent together; errors name their places, the first of which is `first`.
Task<std::int64_t> RowWriter::create_some(const schema::Model& model, std::span<const Data> rows, std::size_t first,
                                          bool skip_duplicates) {
  std::deque<NewRow> made;
  std::vector<BatchStatement> batch;
  batch.reserve(rows.size());
  std::size_t at = 0;
  try {
    for (; at < rows.size(); ++at) {
      batch.push_back(made.emplace_back(dialect_, model, rows[at], now_, skip_duplicates).statement());
    }
    std::optional<ConstraintError> violation;
    try {
      at = 0;
      co_await session_.run_all(batch);
    } catch (const ConstraintError& error) {
      violation = error;
    } catch (...) {
      at = first_not_run(batch);
      throw;
    }
    if (violation) {
      at = first_not_run(batch);
      co_await throw_violation(session_, dialect_, model, *violation, &made[at].columns(), nullptr);
    }
  } catch (const Error& error) {
    rethrow_below("/" + std::to_string(first + at), error);
  }
  std::int64_t count = 0;
  for (const BatchStatement& each : batch) count += each.changed;
  co_return count;
}

}  // namespace tenon::sql::detail
