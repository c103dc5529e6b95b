#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <tenon/async/timer.hpp>
#include <tenon/base/log.hpp>
#include <tenon/schema/schema.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/instant_form.hpp>
#include <tenon/sql/sqlite/options.hpp>

namespace tenon::sql::sqlite {

/// In which form each column holds its points in time. All rows are looked at before the first statement of a client,
/// and again after scripts; in between, what this program writes is taken note of, and what other programs write is
/// found by looking again (FormWatch). What a trigger writes on the way nobody sees: its columns count as holding any
/// form (OwnWrites).
///
/// Comparisons are right whatever the forms; a column of one form is compared as it is kept, by its indexes.
class InstantForms {
 public:
  InstantForms(SqliteOptions::Timestamps wanted, log::Logger log) : wanted_(wanted), log_(std::move(log)) {}
  InstantForms(const InstantForms&) = delete;
  InstantForms& operator=(const InstantForms&) = delete;

  /// The columns of a schema; also another one's on the same tables.
  void add(const schema::Schema& schema);
  bool are_any() const noexcept { return map_.load(std::memory_order_acquire) != nullptr; }
  /// Everything may have changed.
  void forget() noexcept { asked_.fetch_add(1, std::memory_order_release); }
  bool are_known() const noexcept { return are_known_since(asked()); }
  /// Grows when everything may have changed.
  std::uint64_t asked() const noexcept { return asked_.load(std::memory_order_acquire); }
  bool are_known_since(std::uint64_t asked) const noexcept { return looked_.load(std::memory_order_acquire) >= asked; }
  /// Reads every row that has a point in time, on one snapshot, which takes about 0.3 s for a million of them. With a
  /// limit it throws Timeout "query_timeout" when all together would take longer; the connection's own one is then to
  /// be set again.
  void look(Connection& connection, std::optional<async::Duration> limit = {});

  /// How the values of a column compare; `other` for those of several forms.
  InstantForm comparing(const schema::Field& field) const noexcept;
  /// What new values look like: as those that are there.
  InstantForm writing(const schema::Field& field) const noexcept;
  void wrote(const schema::Field& field, const Cell& cell) noexcept;

 private:
  /// One column, or several that refer to each other: their values are equal only in one form.
  struct Column {
    std::vector<std::pair<std::string, std::string>> places;  // table and column
    std::atomic<std::uint8_t> found{0};                       // a bit for each form, in the rows looked at
    std::atomic<std::uint8_t> written{0};  // the same of what this program has written since it began
    bool told = false;
  };
  using Map = std::unordered_map<const schema::Field*, Column*>;

  Column* find(const schema::Field& field) const noexcept;
  Column& column_at(const schema::Field& field);
  InstantForm form_for_new(std::uint8_t forms) const noexcept;
  void tell(Column& column, std::uint8_t forms, bool by_itself);

  const SqliteOptions::Timestamps wanted_;
  const log::Logger log_;
  std::atomic<std::uint64_t> asked_{0};
  std::atomic<std::uint64_t> looked_{0};
  std::atomic<InstantForm> usual_{InstantForm::iso};  // of a column that holds nothing yet
  std::atomic<const Map*> map_{nullptr};

  std::atomic<std::uint64_t> looks_{0};  // begun
  std::mutex changing_;                  // what follows
  std::uint64_t latest_look_ = 0;        // of those that ended
  std::vector<std::unique_ptr<Column>> columns_;
  std::vector<std::unique_ptr<const Map>> maps_;  // readers hold no lock, so old ones stay
};

}  // namespace tenon::sql::sqlite
