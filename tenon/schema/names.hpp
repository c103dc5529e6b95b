#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <tenon/schema/types.hpp>

/// The names that constraints and indexes get when the schema does not give them, as Prisma makes them. All parts are
/// names of the database, after `@map`.
///
///     default_name("Post", columns, NameKind::foreign_key, 63)   →  "Post_authorId_fkey"
namespace tenon::schema {

/// The table in which Prisma and Tenon write down which migrations were applied.
inline constexpr std::string_view history_table = "_prisma_migrations";

enum class NameKind { primary_key, unique, index, foreign_key };

/// How many bytes such a name may have: 63 in PostgreSQL, no limit (0) elsewhere.
std::size_t max_name_bytes(Provider provider) noexcept;

/// `{table}_pkey`, `{table}_{columns}_key`, `…_idx`, `…_fkey`. What stands before the suffix is cut, at the border of
/// a character, so that the whole has at most `limit` bytes; 0 is no limit.
std::string default_name(std::string_view table, std::span<const std::string_view> columns, NameKind kind,
                         std::size_t limit);

/// The table of an implicit many-to-many relation: `_` and the relation's name, cut to `limit`.
std::string join_table_name(std::string_view relation, std::size_t limit);

/// A constraint or index of such a table; `suffix` is "_AB_pkey", "_AB_unique", "_B_index", "_A_fkey" or "_B_fkey".
std::string join_table_constraint(std::string_view table, std::string_view suffix, std::size_t limit);

}  // namespace tenon::schema
