#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <tenon/sql/sqlite/connection.hpp>

namespace tenon::sql::sqlite {

/// Keeps every program from checkpointing while it lives. Not held when one is at it: this does not wait.
class CheckpointLock {
 public:
  /// The connection has a WAL index open.
  explicit CheckpointLock(Connection& connection) noexcept;
  CheckpointLock(const CheckpointLock&) = delete;
  CheckpointLock& operator=(const CheckpointLock&) = delete;
  ~CheckpointLock();

  bool is_held() const noexcept { return held_; }

 private:
  Connection& connection_;
  bool held_ = false;
};

/// What a database begins with: page size, change counter, size, cookies. See "The Database Header" of SQLite's file
/// format.
using DatabaseHeader = std::array<unsigned char, 100>;

/// That in the file.
DatabaseHeader header_in_file(Connection& connection) noexcept;
/// That which a checkpoint of the first `frames` frames of a WAL would write, or `otherwise`, when the first page is in
/// none of them.
DatabaseHeader header_in_wal(const std::string& wal_path, std::uint32_t frames, std::uint32_t page_size,
                             const DatabaseHeader& otherwise) noexcept;

}  // namespace tenon::sql::sqlite
