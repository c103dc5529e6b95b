#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <tenon/schema/diagnostic.hpp>

/// The recorded schemas in tests/data/prisma, and what Prisma said of them.
namespace tenon::schema::corpus {

inline std::filesystem::path folder(std::string_view part) {
  return std::filesystem::path{TENON_TEST_DATA} / "prisma" / part;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The names of the cases in a folder, sorted.
inline std::vector<std::string> cases(std::string_view part) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator{folder(part)}) {
    if (entry.is_directory()) out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// A case's name as GoogleTest wants it.
inline std::string test_name(const testing::TestParamInfo<std::string>& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// Every .prisma file below a folder, in the order in which Prisma takes them: by path.
inline std::vector<Source> schema_folder(const std::filesystem::path& root) {
  std::vector<Source> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root}) {
    if (entry.path().extension() != ".prisma") continue;
    out.push_back({std::filesystem::relative(entry.path(), root).string(), read_file(entry.path())});
  }
  std::sort(out.begin(), out.end(), [](const Source& a, const Source& b) { return a.name < b.name; });
  return out;
}

}  // namespace tenon::schema::corpus
