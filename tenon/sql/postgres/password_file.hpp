#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenon::sql::postgres {

/// Whom a password is for.
struct PasswordOwner {
  std::string_view host;
  std::string_view port;
  std::string_view database;
  std::string_view user;
};

/// The password of the first line `host:port:database:user:password` that fits, of the content of a `.pgpass`. "*" fits
/// anything; ":" and "\" in a field stand behind a "\"; lines with "#" at their beginning are comments.
std::optional<std::string> find_password(std::string_view file, const PasswordOwner& owner);

/// Whether nobody but its owner may read a file; root's may be read by a group, too.
bool is_private_file(const std::string& path);

}  // namespace tenon::sql::postgres
