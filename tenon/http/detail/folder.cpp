#include <tenon/http/detail/folder.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>
#include <climits>
#include <system_error>

#include <tenon/base/error.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::http::detail {

namespace {

Folder::Found found(async::Fd fd) {
  struct stat status{};
  if (::fstat(fd.get(), &status) != 0) return {};
  if (S_ISDIR(status.st_mode)) return {.kind = Folder::Kind::folder};
  if (!S_ISREG(status.st_mode)) return {};
  const auto modified = std::chrono::seconds{status.st_mtim.tv_sec} + std::chrono::nanoseconds{status.st_mtim.tv_nsec};
  OpenFile file{.fd = std::move(fd), .size = static_cast<std::uint64_t>(status.st_size)};
  file.modified = Instant{std::chrono::floor<std::chrono::microseconds>(modified)};
  file.version = static_cast<std::uint64_t>(modified.count());
  return {.kind = Folder::Kind::file, .file = std::move(file)};
}

/// Files that are gone or forbidden do not exist for a client; a machine in trouble is another matter.
void throw_unless_absent(int error) {
  if (error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO) {
    throw std::system_error(error, std::generic_category(), "opening a static file");
  }
}

constexpr int open_flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

std::string link_to(const async::Fd& open) { return "/proc/self/fd/" + std::to_string(open.get()); }

/// Where it lies at this moment; empty if the system does not say.
std::string path_of(const async::Fd& open) {
  std::string path(PATH_MAX, '\0');
  const ssize_t size = ::readlink(link_to(open).c_str(), path.data(), path.size());
  path.resize(size < 0 || static_cast<std::size_t>(size) == path.size() ? 0 : static_cast<std::size_t>(size));
  return path;
}

bool lies_in(const async::Fd& place, const async::Fd& folder) {
  std::string root = path_of(folder);
  if (root.empty()) return false;
  if (root.back() != '/') root += '/';
  return path_of(place).starts_with(root);
}

}  // namespace

bool is_public_name(std::string_view name) noexcept {
  return !name.empty() && name.front() != '.' && name.find_first_of(std::string_view("\0/\\", 3)) == name.npos;
}

Folder::Folder(const std::string& path, bool follow_links)
    : folder_(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)), follow_links_(follow_links) {
  if (folder_) return;
  throw Invalid{"no_such_folder",
                "The folder \"" + path + "\" cannot be opened: " + std::generic_category().message(errno) + "."};
}

/// Every part is opened below the one before it and never through a link, hence the result lies below the folder
/// whatever anybody renames meanwhile. O_NONBLOCK: a named pipe in the folder must not be waited for.
Folder::Found Folder::open(std::string_view path) const {
  const int flags = open_flags | (follow_links_ ? 0 : O_NOFOLLOW);
  async::Fd at;
  for (const std::string_view name : text::split(path, '/')) {
    if (!is_public_name(name)) return {};
    at = async::Fd{::openat(at ? at.get() : folder_.get(), std::string(name).c_str(), flags)};
    if (!at && errno == ELOOP && !follow_links_) return open_through_links(std::string(path));
    if (!at) {
      throw_unless_absent(errno);
      return {};
    }
  }
  return found(std::move(at));
}

/// Follows the links first and then asks the system where that led: what is open by then cannot be exchanged.
Folder::Found Folder::open_through_links(const std::string& path) const {
  for (const std::string_view name : text::split(std::string_view(path), '/')) {
    if (!is_public_name(name)) return {};
  }
  const async::Fd place{::openat(folder_.get(), path.c_str(), O_PATH | O_CLOEXEC)};
  if (!place || !lies_in(place, folder_)) {
    if (!place) throw_unless_absent(errno);
    return {};
  }
  async::Fd file{::open(link_to(place).c_str(), open_flags)};
  if (!file) {
    throw_unless_absent(errno);
    return {};
  }
  return found(std::move(file));
}

}  // namespace tenon::http::detail
