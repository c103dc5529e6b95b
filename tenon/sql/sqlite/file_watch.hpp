#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>

#include <tenon/sql/sqlite/checkpoint.hpp>
#include <tenon/sql/sqlite/connection.hpp>

namespace tenon::sql::sqlite {

/// Whether the files that a connection has open are still the database: after the file was deleted or replaced, SQLite
/// goes on writing into one that nobody finds any more; after another one was copied over it, it mixes the two.
///
/// The first is seen by the device and inode at the path, of the database and of its -wal and -shm. The second by the
/// file's size and time of change: in WAL mode only checkpoints write into it, and they leave a trace in the shared
/// memory (nBackfill, at byte 96 of the WAL index; nBackfillAttempted, at byte 128, set before the first page is
/// written; the salts, at 32: see "WAL-mode File Format" of SQLite). A change without such a trace came from somebody
/// else.
///
/// From the first page to the last of a checkpoint the trace is the same, so that as long as one goes on, nothing is
/// said. One that was broken off may be tried again, and broken off again, any number of times without another trace;
/// each writes the same pages. Then the file has been overwritten when its header is neither the one from before nor
/// the one that the checkpoint has for it.
///
/// Used by the thread that has the connection.
class FileWatch {
 public:
  /// The connection outlives this object. Takes what is there for right. With `only_place` what the file holds is not
  /// looked at: for a connection that only reads, whose WAL may come and go.
  FileWatch(std::string path, Connection& connection, bool only_place);

  /// A sentence when something is the matter. That of a file that was overwritten stays; one that was moved away may
  /// come back. The -wal and -shm are looked at once a second, or `closely`.
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
  /// Their trace.
  struct Checkpoints {
    std::uint32_t salts[2]{};
    std::uint32_t done = 0;   // frames of the WAL
    std::uint32_t begun = 0;  // the same, at least
    bool operator==(const Checkpoints&) const = default;
    bool are_finished() const noexcept { return begun <= done; }
  };

  static Identity identity(const std::string& path, Content* content = nullptr);
  Checkpoints checkpoints() const;
  std::uint32_t page_size() const;
  std::optional<std::string> find_matter(bool closely);
  bool is_explained(const Checkpoints& seen, const Content& content);
  bool is_explained_by_unfinished(const Checkpoints& seen, const Content& content);
  void give_up();

  const std::string path_;
  const std::string wal_path_;
  const std::string index_path_;
  Connection& connection_;
  const bool only_place_;
  Identity file_;
  Identity wal_;
  Identity index_;
  Checkpoints checkpoints_{};
  Content content_;        // later than checkpoints_, or from the same moment
  bool is_still_ = false;  // no checkpoint went on at that moment, but one is unfinished; its file has:
  DatabaseHeader header_{};
  const volatile std::uint32_t* shared_ = nullptr;  // the WAL index; nullptr without one
  std::optional<std::string> matter_;
  std::chrono::steady_clock::time_point looked_closely_{};
  std::atomic<bool> overwritten_{false};
};

}  // namespace tenon::sql::sqlite
