#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace tenon::cli {

/// What changes below the folder of an application, by inotify: files that a build may read, and `.env`, which the
/// application reads. They are known by the ends of their names: sources, headers, `.prisma`, `.sql`, what CMake reads,
/// and what is usually embedded (`.html`, `.css`, `.js`, `.json`, `.svg`, `.md` …). Thus what the application writes
/// itself, its databases, logs, mails and uploads, is left out, as are names that begin with a dot, `build` and
/// `node_modules`.
class FolderWatch {
 public:
  /// Throws std::system_error.
  explicit FolderWatch(const std::string& folder);
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;
  ~FolderWatch();

  /// The files that changed, each once, relative to the folder; of a folder that was moved away its own name. Waits up
  /// to `limit` for the first, then until nothing changed for a moment, since editors and tools write several at once.
  /// Returns early, with nothing, when a signal arrives.
  std::vector<std::string> changes(std::chrono::milliseconds limit);

 private:
  /// Adds to `found` what is there already, if it is given.
  void watch(const std::string& folder, std::vector<std::string>* found = nullptr);
  /// Whether anything was read.
  bool read(std::vector<std::string>& changed);

  int inotify_;
  std::map<int, std::string> folders_;  ///< by watch; each ends with '/' or is empty
  std::string root_;
};

}  // namespace tenon::cli
