#pragma once

#include <cstddef>

#include <tenon/async/timer.hpp>
#include <tenon/base/bytes.hpp>

namespace tenon::sql {

/// Settings of the SQLite engine. The defaults suit a server.
struct SqliteOptions {
  /// What survives a power cut. normal: the database stays whole, but the last writes before it may be lost (a crash of
  /// the program loses nothing); full: a write that was answered is on the disk.
  enum class Durability { normal, full };
  Durability durability = Durability::normal;

  /// How a new DateTime is written; all forms are read and compared rightly. iso8601 is what Prisma 7 writes
  /// (`2024-01-01T00:00:00.000+00:00`), unix_milliseconds what Prisma wrote up to version 6; automatic takes the form
  /// that the column holds, or that the database's other columns hold, or else iso8601.
  enum class Timestamps { automatic, iso8601, unix_milliseconds };
  Timestamps timestamps = Timestamps::automatic;

  /// A read begins on the loop that asks, which it holds. One with a statement that takes longer than this is restarted
  /// on a thread of the blocking pool.
  async::Duration read_on_loop = std::chrono::milliseconds{5};
  /// One statement that reads; then it is interrupted with Timeout "query_timeout".
  async::Duration read_timeout = std::chrono::seconds{2};
  /// The same for one statement that writes, on the writer's thread.
  async::Duration write_timeout = std::chrono::seconds{10};
  /// The same for one statement, reading or writing, of an interactive transaction: it holds the loop of the
  /// transaction from its beginning to its end. The transaction is rolled back if the statement was writing.
  async::Duration loop_timeout = std::chrono::milliseconds{500};
  /// How long to wait while another process writes; then Unavailable "database_busy".
  async::Duration busy_timeout = std::chrono::seconds{5};
  /// Writes that wait for the writer; beyond, Unavailable "database_overloaded" at once.
  std::size_t queue = 10'000;
  /// Of the file, mapped into memory.
  Bytes mapped = 256_MiB;
  /// Page cache of each connection: one for the writer, one a loop.
  Bytes cache = 8_MiB;
  bool read_only = false;
};

}  // namespace tenon::sql
