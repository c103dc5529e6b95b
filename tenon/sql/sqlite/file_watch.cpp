#include <tenon/sql/sqlite/file_watch.hpp>

#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <thread>
#include <utility>

namespace tenon::sql::sqlite {
namespace {

/// A checkpoint that goes on after one that failed leaves its trace at its end only.
constexpr std::chrono::milliseconds patience{100};
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
}

FileWatch::Checkpoints FileWatch::checkpoints() const {
  if (!shared_) return {};
  return {shared_[32 / 4], shared_[36 / 4], shared_[96 / 4], shared_[128 / 4]};
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
  Content content;
  const Identity file = identity(path_, &content);
  if (!file.exists) return "The file " + path_ + " has been deleted.";
  if (file != file_) return "The file " + path_ + " is another one now.";
  if (only_place_) return std::nullopt;
  if (closely) {
    if (identity(wal_path_) != wal_) return "The file " + wal_path_ + " has been deleted or replaced.";
    if (identity(index_path_) != index_) return "The file " + index_path_ + " has been deleted or replaced.";
  }
  if (!shared_) return std::nullopt;
  Checkpoints seen = checkpoints();
  if (content != content_ && seen == checkpoints_) {
    std::this_thread::sleep_for(patience);
    seen = checkpoints();
    if (seen == checkpoints_) {
      give_up();
      return "The file " + path_ + " has been overwritten.";
    }
    identity(path_, &content);
  }
  content_ = content;
  checkpoints_ = seen;
  return std::nullopt;
}

/// What is in the WAL belongs to the database that was there before, and not into the one that is there now.
void FileWatch::give_up() {
  overwritten_ = true;
  sqlite3_db_config(connection_.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

}  // namespace tenon::sql::sqlite
