#include <tenon/sql/sqlite/file_watch.hpp>

#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <utility>

namespace tenon::sql::sqlite {
namespace {

constexpr std::chrono::seconds between_close_looks{1};

}  // namespace

FileWatch::FileWatch(std::string path, Connection& connection, bool only_place)
    : path_(std::move(path)),
      wal_path_(path_ + "-wal"),
      index_path_(path_ + "-shm"),
      connection_(connection),
      only_place_(only_place) {
  accept();
}

FileWatch::Identity FileWatch::identity(const std::string& path, Content* content) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) return {};
  if (content) *content = {status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
  return {true, status.st_dev, status.st_ino};
}

void FileWatch::accept() {
  shared_ = only_place_ ? nullptr : connection_.wal_index();
  checkpoints_ = checkpoints();
  file_ = identity(path_, &content_);
  wal_ = identity(wal_path_);
  index_ = identity(index_path_);
  is_still_ = false;
}

FileWatch::Checkpoints FileWatch::checkpoints() const {
  if (!shared_) return {};
  return {.salts = {shared_[32 / 4], shared_[36 / 4]}, .done = shared_[96 / 4], .begun = shared_[128 / 4]};
}

std::uint32_t FileWatch::page_size() const {
  const std::uint32_t size = reinterpret_cast<const volatile std::uint16_t*>(shared_)[14 / 2];
  return size == 1 ? 65536 : size;
}

const std::optional<std::string>& FileWatch::look(bool closely) {
  if (is_overwritten()) return matter_;
  const auto now = std::chrono::steady_clock::now();
  closely = closely || matter_ || now - looked_closely_ >= between_close_looks;
  if (closely) looked_closely_ = now;
  matter_ = find_matter(closely);
  return matter_;
}

std::optional<std::string> FileWatch::find_matter(bool closely) {
  const Checkpoints seen = checkpoints();  // before the file is looked at: what changes it later leaves a later trace
  Content content;
  const Identity file = identity(path_, &content);
  if (!file.exists) return "The file " + path_ + " has been deleted.";
  if (file != file_) return "The file " + path_ + " is another one now.";
  if (only_place_) return std::nullopt;
  if (closely) {
    if (identity(wal_path_) != wal_) return "The file " + wal_path_ + " has been deleted or replaced.";
    if (identity(index_path_) != index_) return "The file " + index_path_ + " has been deleted or replaced.";
  }
  if (!shared_ || is_explained(seen, content)) return std::nullopt;
  give_up();
  return "The file " + path_ + " has been overwritten.";
}

/// Takes note of what was seen, when checkpoints may have made it.
bool FileWatch::is_explained(const Checkpoints& seen, const Content& content) {
  const bool has_trace = seen != checkpoints_;
  if (has_trace) is_still_ = false;
  if (!seen.are_finished() && (!is_still_ || content != content_)) return is_explained_by_unfinished(seen, content);
  if (content != content_ && !has_trace && checkpoints() == seen) return false;
  checkpoints_ = seen;
  content_ = content;
  return true;
}

bool FileWatch::is_explained_by_unfinished(const Checkpoints& seen, const Content& content) {
  const CheckpointLock lock(connection_);
  if (!lock.is_held()) {  // one goes on
    checkpoints_ = seen;
    content_ = content;
    is_still_ = false;
    return true;
  }
  const Checkpoints now = checkpoints();
  const DatabaseHeader header = header_in_file(connection_);
  if (is_still_ && now == checkpoints_ && header != header_ &&
      header != header_in_wal(wal_path_, now.begun, page_size(), header_)) {
    return false;
  }
  checkpoints_ = now;
  identity(path_, &content_);
  is_still_ = !now.are_finished();
  header_ = header;
  return true;
}

/// What is in the WAL belongs to the database that was there before, and not into the one that is there now.
void FileWatch::give_up() {
  overwritten_ = true;
  sqlite3_db_config(connection_.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

}  // namespace tenon::sql::sqlite
