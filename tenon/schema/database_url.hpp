#pragma once

#include <string_view>

#include <tenon/schema/types.hpp>

namespace tenon::schema {

/// Whether the URL can be that of a database of this provider: `file:…` for SQLite, `postgresql://…` for PostgreSQL.
bool is_url_of(Provider provider, std::string_view url) noexcept;

/// How such a URL begins, for messages: "`postgresql://` or `postgres://`".
std::string_view url_beginnings(Provider provider) noexcept;

}  // namespace tenon::schema
