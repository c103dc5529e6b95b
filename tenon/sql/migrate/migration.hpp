#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate {

/// One migration: a folder with its migration.sql, or the same compiled into a program. They are applied in the byte
/// order of their names, which therefore begin with the time: "20260131120000_add_price".
struct Migration {
  std::string name;
  std::string script;

  bool operator==(const Migration&) const = default;
};

/// Their scripts, for ScriptFrame::later.
std::vector<std::string_view> scripts_of(std::span<const Migration> migrations);

/// What the history table remembers of a script: the SHA-256 of its bytes in lower-case hexadecimal.
std::string checksum(std::string_view script);

/// Whether a recorded checksum is that of the script, also with all its line ends turned to \n or to \r\n, so that a
/// checkout on another system is no change; and in the form of old Prisma versions, which left out leading zeros.
bool matches_checksum(std::string_view recorded, std::string_view script);

}  // namespace tenon::sql::migrate
