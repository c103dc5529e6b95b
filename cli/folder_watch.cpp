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

/// Of files that a build may read.
constexpr std::string_view endings[] = {
    ".c",      ".cc",  ".cpp", ".cppm",  ".cxx",  ".h",   ".hh",  ".hpp",  ".hxx",  ".inl", ".ipp",
    ".ixx",    ".tpp", ".in",  ".cmake", ".sql",  ".css", ".csv", ".htm",  ".html", ".js",  ".json",
    ".prisma", ".md",  ".mjs", ".svg",   ".toml", ".txt", ".xml", ".yaml", ".yml",
};

bool is_ignored(std::string_view name) {
  return name.empty() || name[0] == '.' || name == "build" || name == "node_modules";
}

bool is_read(std::string_view path) {
  if (path == ".env") return true;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (is_ignored(name) || dot == std::string_view::npos) return false;
  return std::find(std::begin(endings), std::end(endings), name.substr(dot)) != std::end(endings);
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

void FolderWatch::watch(const std::string& folder, std::vector<std::string>* found) {
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
    if (entry.is_directory(error)) {
      if (!entry.is_symlink(error) && !is_ignored(name)) watch(folder + name + '/', found);
    } else if (found && is_read(folder + name)) {
      found->push_back(folder + name);
    }
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
      if (folder == folders_.end()) continue;
      const std::string path = folder->second + std::string(name);
      if (!(event.mask & IN_ISDIR)) {
        // What is created is closed after writing, too, unless it is a link.
        if (!(event.mask & IN_CREATE) && is_read(path)) changed.push_back(path);
      } else if (!is_ignored(name)) {
        // A new folder may hold files already, written before it was watched.
        if (event.mask & (IN_CREATE | IN_MOVED_TO)) watch(path + '/', &changed);
        if (event.mask & IN_MOVED_FROM) changed.push_back(path);
      }
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
