#pragma once

#include <string>
#include <string_view>

#include <tenon/schema/types.hpp>

/// Pieces of SQL that are the same on all engines.
namespace tenon::sql::migrate::detail {

/// "SET NULL"
std::string_view action_sql(schema::ReferentialAction action);

/// "blog"."Post", or "Post" without a db_schema.
std::string qualified_name(std::string_view db_schema, std::string_view name);

/// RFC 3339 as Prisma writes it into SQL: "2024-01-31 12:00:00.5 +00:00".
std::string time_text(std::string text);

}  // namespace tenon::sql::migrate::detail
