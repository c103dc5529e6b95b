#include "folder_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace tenon::cli {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t interesting = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
constexpr auto quiet = 100ms;

bool is_ignored(std::string_view name) {
  return name.empty() || name[0] == '.' || name.ends_with('~') || name == "build" || name == "node_modules" ||
         name.find(".db") != std::string_view::npos;
}

bool is_readable(int fd, std::chrono::milliseconds limit) {
  pollfd wanted{fd, POLLIN, 0};
  return poll(&wanted, 1, static_cast<int>(limit.count())) > 0;
}

}  // namespace

FolderWatch::FolderWatch(const std::string& folder) : inotify_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), root_(folder) {
  if (inotify_ < 0) throw std::system_error(errno, std::generic_category(), "inotify");
  watch("");
}

FolderWatch::~FolderWatch() { close(inotify_); }

void FolderWatch::watch(const std::string& folder) {
  const fs::path path = fs::path(root_) / folder;
  const int id = inotify_add_watch(inotify_, path.c_str(), interesting | IN_ONLYDIR);
  if (id < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return;  // gone again
    throw std::system_error(errno, std::generic_category(), "cannot watch " + path.string());
  }
  folders_[id] = folder;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory(error) && !entry.is_symlink(error) && !is_ignored(name)) watch(folder + name + '/');
  }
}

bool FolderWatch::read(std::vector<std::string>& changed) {
  alignas(inotify_event) std::array<char, 16384> buffer;
  bool any = false;
  for (ssize_t size; (size = ::read(inotify_, buffer.data(), buffer.size())) > 0;) {
    any = true;
    for (ssize_t at = 0; at < size;) {
      const auto& event = *reinterpret_cast<const inotify_event*>(buffer.data() + at);
      at += static_cast<ssize_t>(sizeof event + event.len);
      const std::string_view name = event.len ? event.name : "";
      if (event.mask & IN_Q_OVERFLOW) changed.push_back("many files");
      if (event.mask & IN_IGNORED) folders_.erase(event.wd);
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || is_ignored(name)) continue;
      const std::string path = folder->second + std::string(name);
      // A new folder may hold files already, written before it was watched.
      if ((event.mask & IN_ISDIR) && (event.mask & (IN_CREATE | IN_MOVED_TO))) watch(path + '/');
      // What is created is closed after writing, too, unless it is a folder or a link.
      if (!(event.mask & IN_CREATE) || (event.mask & IN_ISDIR)) changed.push_back(path);
    }
  }
  return any;
}

std::vector<std::string> FolderWatch::changes(std::chrono::milliseconds limit) {
  std::vector<std::string> changed;
  if (!is_readable(inotify_, limit)) return changed;
  const auto end = std::chrono::steady_clock::now() + 10 * quiet;
  do {
    read(changed);
  } while (std::chrono::steady_clock::now() < end && is_readable(inotify_, quiet));
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  return changed;
}

}  // namespace tenon::cli
