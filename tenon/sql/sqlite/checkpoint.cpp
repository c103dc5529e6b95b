#include <tenon/sql/sqlite/checkpoint.hpp>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace tenon::sql::sqlite {
namespace {

constexpr int checkpointer = 1;  // WAL_CKPT_LOCK of "WAL-mode File Format"
constexpr off_t wal_header = 32;
constexpr off_t frame_header = 24;

/// A file that is read. Unlike the database's, a WAL's may be opened again: nobody locks it, so closing it gives up no
/// locks.
class WalFile {
 public:
  explicit WalFile(const std::string& path) noexcept : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  WalFile(const WalFile&) = delete;
  WalFile& operator=(const WalFile&) = delete;
  ~WalFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  bool read(off_t from, unsigned char* to, std::size_t size) const noexcept {
    return pread(descriptor_, to, size, from) == static_cast<ssize_t>(size);
  }

 private:
  int descriptor_;
};

}  // namespace

CheckpointLock::CheckpointLock(Connection& connection) noexcept : connection_(connection) {
  sqlite3_file* const file = connection_.file();
  held_ = file && file->pMethods->xShmLock(file, checkpointer, 1, SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE) == SQLITE_OK;
}

CheckpointLock::~CheckpointLock() {
  if (!held_) return;
  sqlite3_file* const file = connection_.file();
  file->pMethods->xShmLock(file, checkpointer, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
}

DatabaseHeader header_in_file(Connection& connection) noexcept {
  DatabaseHeader header{};
  if (sqlite3_file* const file = connection.file()) {
    file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0);  // zeros behind the file's end
  }
  return header;
}

DatabaseHeader header_in_wal(const std::string& wal_path, std::uint32_t frames, std::uint32_t page_size,
                             const DatabaseHeader& otherwise) noexcept {
  const WalFile wal(wal_path);
  const off_t frame_size = frame_header + static_cast<off_t>(page_size);
  for (off_t frame = frames; frame-- > 0;) {
    const off_t begin = wal_header + frame * frame_size;
    std::array<unsigned char, 4> page{};  // big-endian
    DatabaseHeader header{};
    if (!wal.read(begin, page.data(), page.size())) continue;
    if (page != std::array<unsigned char, 4>{0, 0, 0, 1}) continue;
    return wal.read(begin + frame_header, header.data(), header.size()) ? header : otherwise;
  }
  return otherwise;
}

}  // namespace tenon::sql::sqlite
