#pragma once

#include <cstdint>
#include <string>

#include <tenon/async/loop.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/form_watch.hpp>
#include <tenon/sql/sqlite/instant_forms.hpp>
#include <tenon/sql/sqlite/session.hpp>
#include <tenon/sql/sqlite/writer.hpp>

namespace tenon::sql::sqlite {

/// The connection on which one loop reads, in short statements (SqliteOptions::read_on_loop). The reads of one turn of
/// the loop share a read transaction: it is opened by the first of them and ended by the loop's end-of-turn hook,
/// because taking and giving back the WAL's lock costs four times as much as a point read.
class Reader final : private async::TurnHook {
 public:
  /// `watch` is told, soon, of commits of other programs than the writer's.
  Reader(async::Loop& loop, const std::string& path, const SqliteOptions& options, Writer& writer, FormWatch& watch);
  ~Reader();

  /// The session, in a transaction that shows every commit up to now: when there was one since this turn's transaction
  /// began, a new one is begun.
  Session& begin();

  /// Before the loop runs.
  void open_files() { connection_.open_files(); }
  /// In the same way, and in no more time than a short statement may take: false when that is not enough.
  bool look(InstantForms& forms);

 private:
  void on_turn_end() override;
  void end() noexcept;
  void look_for_others() noexcept;

  async::Loop& loop_;
  Writer& writer_;
  const async::Duration limit_;  // of a statement
  Connection connection_;
  SqliteSession session_;
  FormWatch& watch_;
  std::uint64_t seen_ = 0;
  bool open_ = false;
  async::Time looked_at_{};  // for commits of others
};

}  // namespace tenon::sql::sqlite
