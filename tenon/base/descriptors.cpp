#include <tenon/base/descriptors.hpp>

#include <dirent.h>

namespace tenon {

std::optional<std::size_t> open_descriptors() noexcept {
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return std::nullopt;
  std::size_t count = 0;
  while (const dirent* entry = ::readdir(folder)) count += entry->d_name[0] != '.';
  ::closedir(folder);
  return count > 0 ? count - 1 : 0;  // the folder itself
}

}  // namespace tenon
