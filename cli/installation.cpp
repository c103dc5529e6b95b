#include "installation.hpp"

#include <filesystem>

namespace tenon::cli {

namespace fs = std::filesystem;

std::optional<std::string> source_of_tenon() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "cmake/TenonModule.cmake", error)) return folder.string();
  }
  return std::nullopt;
}

}  // namespace tenon::cli
