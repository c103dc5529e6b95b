#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenon::schema {

enum class DefaultKind {
  literal,
  list,           ///< a list of literals
  autoincrement,  ///< by the database
  now,            ///< by the database and, for the client's own inserts, by the client
  uuid,           ///< by the client: `version` says which
  cuid,           ///< by the client
  ulid,           ///< by the client
  nanoid,         ///< by the client
  dbgenerated,    ///< by the database: `sql` stands after DEFAULT
  auto_,          ///< MongoDB's ObjectId
};

/// What a field holds when a new row does not say. The client sends literals, `now()` and generated ids
/// itself, as Prisma's does; only `autoincrement()` and `dbgenerated()` are left to the database.
struct Default {
  DefaultKind kind = DefaultKind::literal;
  /// One text for a literal, any number for a list. Numbers in plain decimal without leading zeros, booleans
  /// `true`/`false`, strings decoded, DateTime RFC 3339 as written, Bytes in base64, an enum's value by its
  /// name in the schema (not the mapped one).
  std::vector<std::string> values = {};
  std::uint32_t version = 0;  ///< uuid: 4 or 7; cuid: 1 or 2; nanoid: the length, 0 for its own default of 21
  std::string sql = {};       ///< dbgenerated; empty: the database has a default that the schema does not describe

  /// Whether the client makes the value of a new row: everything except autoincrement, dbgenerated and auto.
  bool by_client() const noexcept {
    return kind != DefaultKind::autoincrement && kind != DefaultKind::dbgenerated && kind != DefaultKind::auto_;
  }
};

}  // namespace tenon::schema
