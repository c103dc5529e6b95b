#include <tenon/sql/migrate/migration.hpp>

#include <tenon/base/text/hex.hpp>
#include <tenon/crypto/hash.hpp>

namespace tenon::sql::migrate {
namespace {

/// With every line end, \r\n or \n, written as `end`.
std::string with_line_ends(std::string_view script, std::string_view end) {
  std::string out;
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script[i] == '\r' && i + 1 < script.size() && script[i + 1] == '\n') continue;
    if (script[i] == '\n') {
      out += end;
    } else {
      out += script[i];
    }
  }
  return out;
}

/// Each byte without a leading zero.
std::string without_zeros(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (hex[i] != '0') out += hex[i];
    out += hex[i + 1];
  }
  return out;
}

bool same(std::string_view recorded, std::string_view script) {
  std::string full = checksum(script);
  return recorded == full || (recorded.size() < full.size() && recorded == without_zeros(full));
}

}  // namespace

std::vector<std::string_view> scripts_of(std::span<const Migration> migrations) {
  std::vector<std::string_view> out;
  out.reserve(migrations.size());
  for (const Migration& migration : migrations) out.push_back(migration.script);
  return out;
}

std::string checksum(std::string_view script) { return text::hex_encode(crypto::sha256(script)); }

bool matches_checksum(std::string_view recorded, std::string_view script) {
  return same(recorded, script) || same(recorded, with_line_ends(script, "\n")) ||
         same(recorded, with_line_ends(script, "\r\n"));
}

}  // namespace tenon::sql::migrate
