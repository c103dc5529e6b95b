#include "files.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/schema/parse.hpp>

namespace tenon::cli {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || fs::is_directory(path)) throw Invalid("unreadable_file", path + " cannot be read.");
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, std::string_view text) {
  std::error_code error;
  if (fs::exists(path, error) && read_file(path) == text) return;
  if (const fs::path folder = fs::path(path).parent_path(); !folder.empty()) fs::create_directories(folder, error);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) throw Invalid("unwritable_file", path + " cannot be written.");
}

schema::Schema read_schema(const std::string& path) {
  std::vector<std::string> paths;
  if (fs::is_directory(path)) {
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".prisma") paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    if (paths.empty()) throw Invalid("unreadable_file", path + " holds no .prisma file.");
  } else {
    paths.push_back(path);
  }
  std::vector<schema::Source> sources;
  sources.reserve(paths.size());
  for (const std::string& each : paths) sources.push_back({each, read_file(each)});
  auto schema = schema::parse(sources);
  if (!schema) throw Invalid("invalid_schema", schema::render(schema.error()));
  if (!schema->warnings.empty()) std::fputs((schema::render(schema->warnings) + "\n").c_str(), stderr);
  return std::move(schema).value();
}

}  // namespace tenon::cli
