#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include <tenon/async/loop.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/session.hpp>

namespace tenon::sql::sqlite {

/// The connection on which one loop reads, in short statements (SqliteOptions::read_on_loop). The reads of one turn of the loop share a read transaction: it is opened by
/// the first of them and ended by the loop's end-of-turn hook, because taking and giving back the WAL's lock costs four
/// times as much as a point read.
class Reader final : private async::TurnHook {
 public:
  /// `commits` counts the writer's commits.
  Reader(async::Loop& loop, const std::string& path, const SqliteOptions& options,
         const std::atomic<std::uint64_t>& commits);
  ~Reader();

  /// The session, in a transaction that shows every commit up to now: when there was one since this turn's transaction
  /// began, a new one is begun.
  Session& begin();

  bool belongs_to(const async::Loop& loop) const noexcept { return &loop_ == &loop; }
  Reader* next = nullptr;  ///< in the engine's list

 private:
  void on_turn_end() override;
  void end() noexcept;

  async::Loop& loop_;
  const std::atomic<std::uint64_t>& commits_;
  Connection connection_;
  SqliteSession session_;
  std::uint64_t seen_ = 0;
  bool open_ = false;
};

}  // namespace tenon::sql::sqlite
