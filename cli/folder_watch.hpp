#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace tenon::cli {

/// What changes below a folder, by inotify. What no build reads is left out: names that begin with a dot, `build`,
/// `node_modules`, databases and their companions (`.db`, `.db-wal` …).
class FolderWatch {
 public:
  /// Throws std::system_error.
  explicit FolderWatch(const std::string& folder);
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;
  ~FolderWatch();

  /// The files that changed, each once, relative to the folder. Waits up to `limit` for the first, then until nothing
  /// changed for a moment, since editors and tools write several at once. Returns early, with nothing, when a signal
  /// arrives.
  std::vector<std::string> changes(std::chrono::milliseconds limit);

 private:
  void watch(const std::string& folder);
  /// Whether anything was read.
  bool read(std::vector<std::string>& changed);

  int inotify_;
  std::map<int, std::string> folders_;  ///< by watch; each ends with '/' or is empty
  std::string root_;
};

}  // namespace tenon::cli
