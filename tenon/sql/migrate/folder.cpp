#include <tenon/sql/migrate/folder.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/files.hpp>

namespace tenon::sql::migrate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lock_file = "migration_lock.toml";
constexpr std::size_t max_name_bytes = 200;

[[noreturn]] void cannot(const fs::path& path, std::string_view what, const std::error_code& reason) {
  throw Unavailable{"migration_folder",
                    path.string() + " cannot be " + std::string{what} + ": " + reason.message() + "."};
}

std::string read_file(const fs::path& path) {
  try {
    return text::read_file(path.string());
  } catch (const std::system_error& error) {
    cannot(path, "read", error.code());
  }
}

void write_file(const fs::path& path, std::string_view text) {
  try {
    text::write_file(path.string(), text);
  } catch (const std::system_error& error) {
    cannot(path, "written", error.code());
  }
}

/// "Add user NAME!" → "add_user_name".
std::string slug(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (text::is_alnum(c)) {
      out += text::to_lower(c);
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  out.resize(std::min(out.size(), max_name_bytes));
  while (out.ends_with('_')) out.pop_back();
  return out;
}

/// "20260131120000"
std::string timestamp(Instant now) {
  std::string out;
  for (char c : to_string(now).substr(0, 19)) {
    if (text::is_digit(c)) out += c;
  }
  return out;
}

/// One that no migration has, so that names sort in the order in which they were made.
std::string next_timestamp(const std::vector<Migration>& migrations, Instant now) {
  for (;; now += std::chrono::seconds{1}) {
    std::string candidate = timestamp(now);
    const bool taken = std::any_of(migrations.begin(), migrations.end(),
                                   [&](const Migration& migration) { return migration.name.starts_with(candidate); });
    if (!taken) return candidate;
  }
}

/// The provider that the lock file names, or nothing.
std::string locked_provider(const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = std::string_view{text}.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with("provider")) continue;
    std::size_t open = line.find('"');
    std::size_t close = line.rfind('"');
    if (open == std::string_view::npos || close == open) return {};
    return std::string{line.substr(open + 1, close - open - 1)};
  }
  return {};
}

}  // namespace

std::vector<Migration> Folder::migrations() const {
  std::vector<Migration> out;
  std::error_code error;
  if (!fs::exists(path_, error)) {
    if (error) cannot(path_, "read", error);
    return out;
  }
  std::error_code reading;
  for (fs::directory_iterator entry{path_, reading}; !reading && entry != fs::directory_iterator{};
       entry.increment(reading)) {
    if (!entry->is_directory(error)) continue;
    fs::path script = entry->path() / "migration.sql";
    if (!fs::exists(script, error)) {
      throw Invalid{"P3015",
                    "There is no migration.sql in " + entry->path().string() + ". Restore it, or delete the folder."};
    }
    out.push_back({entry->path().filename().string(), read_file(script)});
  }
  if (reading) cannot(path_, "read", reading);
  std::sort(out.begin(), out.end(), [](const Migration& a, const Migration& b) { return a.name < b.name; });
  return out;
}

schema::Provider Folder::provider() const {
  const fs::path path = fs::path{path_} / lock_file;
  std::error_code error;
  if (!fs::exists(path, error)) return schema::Provider::none;
  const std::string locked = locked_provider(read_file(path));
  for (schema::Provider one : {schema::Provider::sqlite, schema::Provider::postgresql, schema::Provider::mongodb}) {
    if (locked == to_string(one)) return one;
  }
  return locked == "postgres" ? schema::Provider::postgresql : schema::Provider::none;
}

void Folder::check_provider(schema::Provider provider) const {
  fs::path path = fs::path{path_} / lock_file;
  std::error_code error;
  if (!fs::exists(path, error)) return;
  std::string locked = locked_provider(read_file(path));
  if (locked == "postgres") locked = "postgresql";
  if (locked.empty() || locked == to_string(provider)) return;
  throw Conflict{"P3019", "The migrations in " + path_ + " are for `" + locked + "`, but the schema is for `" +
                              std::string{to_string(provider)} + "`. Begin a new folder for it."};
}

Migration Folder::add(std::string_view name, std::string script, schema::Provider provider, const Clock& clock) const {
  std::string suffix = slug(name);
  Migration migration{next_timestamp(migrations(), clock.now()) + (suffix.empty() ? "" : "_" + suffix),
                      std::move(script)};
  fs::path folder = fs::path{path_} / migration.name;
  std::error_code error;
  fs::create_directories(path_, error);
  if (!error && !fs::create_directory(folder, error) && !error) error = std::make_error_code(std::errc::file_exists);
  if (error) cannot(folder, "made", error);
  write_file(folder / "migration.sql", migration.script);
  fs::path lock = fs::path{path_} / lock_file;
  if (!fs::exists(lock, error)) {
    write_file(lock,
               "# Please do not edit this file manually\n"
               "# It should be added in your version-control system (e.g., Git)\n"
               "provider = \"" +
                   std::string{to_string(provider)} + "\"\n");
  }
  return migration;
}

}  // namespace tenon::sql::migrate
