#include <tenon/sql/postgres/password_file.hpp>

#include <sys/stat.h>

#include <tenon/base/text/split.hpp>

namespace tenon::sql::postgres {
namespace {

/// Takes a field off the line, with what stood behind "\" as it is.
std::string take_field(std::string_view& line, bool& literal) {
  std::string field;
  literal = false;
  while (!line.empty()) {
    char c = line.front();
    line.remove_prefix(1);
    if (c == ':') break;
    if (c == '\\' && !line.empty()) {
      literal = true;
      c = line.front();
      line.remove_prefix(1);
    }
    field += c;
  }
  return field;
}

bool fits(std::string_view& line, std::string_view wanted) {
  bool literal = false;
  const std::string field = take_field(line, literal);
  return field == wanted || (field == "*" && !literal);
}

}  // namespace

std::optional<std::string> find_password(std::string_view file, const PasswordOwner& owner) {
  for (std::string_view line : text::split(file, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('#')) continue;
    if (!fits(line, owner.host) || !fits(line, owner.port) || !fits(line, owner.database) || !fits(line, owner.user)) {
      continue;
    }
    bool literal = false;
    std::string password = take_field(line, literal);
    if (!password.empty()) return password;
  }
  return std::nullopt;
}

bool is_private_file(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return false;
  const mode_t foreign = found.st_uid == 0 ? S_IRWXO | S_IWGRP | S_IXGRP : S_IRWXO | S_IRWXG;
  return (found.st_mode & foreign) == 0;
}

}  // namespace tenon::sql::postgres
