#include "files.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/base/text/files.hpp>
#include <tenon/schema/parse.hpp>

namespace tenon::cli {

namespace fs = std::filesystem;

namespace {

/// Below a folder that is named as that of a schema: what has more holds more than an application.
constexpr std::size_t most_entries = 100'000;

bool is_schema(const fs::path& path) { return path.extension() == ".prisma"; }

std::string cannot_be_read(const std::string& path, const std::error_code& reason) {
  return path + " cannot be read: " + reason.message() + ".";
}

/// What to write after the option: another schema in the working directory or where Prisma has it, if there is one.
std::string some_schema(const std::string& except) {
  std::error_code error;
  std::vector<std::string> found;
  fs::directory_iterator entries(".", error);
  for (std::size_t i = 0; !error && entries != fs::directory_iterator() && i < most_entries; ++i) {
    const fs::path name = entries->path().filename();
    if (is_schema(name) && name != except) found.push_back(name.string());
    entries.increment(error);
  }
  if (!found.empty()) return *std::min_element(found.begin(), found.end());
  const std::string usual = "prisma/schema.prisma";
  return usual != except && fs::exists(usual, error) ? usual : "FILE";
}

/// With how the user names another schema.
[[noreturn]] void refuse_schema(const std::string& path, const std::string& why, std::string_view option) {
  throw Invalid("unreadable_file", why + " Say which schema, a .prisma file or a folder of them: " +
                                       std::string(option) + " " + some_schema(path));
}

/// The `.prisma` files below a folder.
std::vector<std::string> schemas_below(const std::string& folder, std::string_view option) {
  std::vector<std::string> paths;
  std::error_code error;
  std::size_t count = 0;
  fs::recursive_directory_iterator entries(folder, error);
  std::string at = folder;
  while (!error && entries != fs::recursive_directory_iterator()) {
    if (++count > most_entries) {
      refuse_schema(folder, folder + " holds too many files to be the folder of a schema.", option);
    }
    at = entries->path().string();
    if (is_schema(entries->path())) paths.push_back(at);
    entries.increment(error);
  }
  if (error) refuse_schema(folder, cannot_be_read(at, error), option);
  if (paths.empty()) refuse_schema(folder, folder + " holds no .prisma file.", option);
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The reason why it cannot be read; none if `text` has what it holds.
std::error_code try_to_read(const std::string& path, std::string& text) {
  try {
    text = text::read_file(path);
  } catch (const std::system_error& error) {
    return error.code();
  }
  return {};
}

bool holds(const std::string& path, std::string_view text) {
  std::error_code error;
  std::string there;
  return fs::is_regular_file(path, error) && !try_to_read(path, there) && there == text;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::string text;
  if (const auto error = try_to_read(path, text)) throw Invalid("unreadable_file", cannot_be_read(path, error));
  return text;
}

void write_file(const std::string& path, std::string_view text) {
  if (holds(path, text)) return;
  std::error_code ignored;  // writing the file tells
  if (const fs::path folder = fs::path(path).parent_path(); !folder.empty()) fs::create_directories(folder, ignored);
  try {
    text::write_file(path, text);
  } catch (const std::system_error& error) {
    throw Invalid("unwritable_file", path + " cannot be written: " + error.code().message() + ".");
  }
}

schema::Schema read_schema(const std::string& path, std::string_view option) {
  std::error_code ignored;  // reading it as a file tells
  const std::vector<std::string> paths =
      fs::is_directory(path, ignored) ? schemas_below(path, option) : std::vector{path};
  std::vector<schema::Source> sources;
  sources.reserve(paths.size());
  for (const std::string& each : paths) {
    std::string text;
    if (const auto error = try_to_read(each, text)) refuse_schema(path, cannot_be_read(each, error), option);
    sources.push_back({each, std::move(text)});
  }
  auto schema = schema::parse(sources);
  if (!schema) throw Invalid("invalid_schema", schema::render(schema.error()));
  if (!schema->warnings.empty()) std::fputs((schema::render(schema->warnings) + "\n").c_str(), stderr);
  return std::move(schema).value();
}

}  // namespace tenon::cli
