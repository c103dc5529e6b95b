#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>

#include <tenon/sql/sqlite/connection.hpp>

namespace tenon::sql::sqlite {

/// Whether the files that a connection has open are still the database: after the file was deleted or replaced, SQLite goes on
/// writing into one that nobody finds any more; after another one was copied over it, it mixes the two.
///
/// The first is seen by the device and inode at the path, of the database and of its -wal and -shm. The second by the file's
/// size and time of change: in WAL mode only checkpoints write into it, and they leave a trace in the shared memory (nBackfill, at
/// byte 96 of the WAL index; nBackfillAttempted, at byte 128, set before the first page is written; the salts, at 32: see "WAL-mode File
/// Format" of SQLite). A change without such a trace came from somebody else.
///
/// Used by the thread that has the connection.
class FileWatch {
 public:
  /// The connection outlives this object. Takes what is there for right. With `only_place` what the file holds is not looked
  /// at: for a connection that only reads, whose WAL may come and go.
  FileWatch(std::string path, Connection& connection, bool only_place);

  /// A sentence when something is the matter. That of a file that was overwritten stays; one that was moved away may come back.
  /// The -wal and -shm are looked at once a second, or `closely`.
  const std::optional<std::string>& look(bool closely = false);
  /// From any thread: reads would mix two databases.
  bool is_overwritten() const noexcept { return overwritten_.load(std::memory_order_relaxed); }
  /// After a commit, which may have checkpointed.
  void note_commit() {
    if (shared_ && checkpoints() != checkpoints_) look();
  }
  /// After something that may have changed the files by itself.
  void accept();

 private:
  struct Identity {
    bool exists = false;
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const Identity&) const = default;
  };
  struct Content {
    off_t size = 0;
    std::time_t seconds = 0;
    long nanoseconds = 0;
    bool operator==(const Content&) const = default;
  };
  using Checkpoints = std::array<std::uint32_t, 4>;

  static Identity identity(const std::string& path, Content* content = nullptr);
  Checkpoints checkpoints() const;
  std::optional<std::string> find_matter(bool closely);
  void give_up();

  const std::string path_;
  const std::string wal_path_;
  const std::string index_path_;
  Connection& connection_;
  const bool only_place_;
  Identity file_;
  Identity wal_;
  Identity index_;
  Content content_;
  Checkpoints checkpoints_{};
  const volatile std::uint32_t* shared_ = nullptr;  // the WAL index; nullptr without one
  std::optional<std::string> matter_;
  std::chrono::steady_clock::time_point looked_closely_{};
  std::atomic<bool> overwritten_{false};
};

}  // namespace tenon::sql::sqlite
