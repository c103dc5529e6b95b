#include <tenon/http/detail/folder.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <cerrno>
#include <chrono>
#include <system_error>

#include <tenon/base/error.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::http::detail {

namespace {

Folder::Found found(async::Fd fd) {
  struct stat status {};
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
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow_links_ ? 0 : O_NOFOLLOW);
  async::Fd at;
  for (const std::string_view name : text::split(path, '/')) {
    if (!is_public_name(name)) return {};
    at = async::Fd{::openat(at ? at.get() : folder_.get(), std::string(name).c_str(), flags)};
    if (!at) {
      throw_unless_absent(errno);
      return {};
    }
  }
  return found(std::move(at));
}

}  // namespace tenon::http::detail
