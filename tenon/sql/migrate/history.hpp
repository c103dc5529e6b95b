#pragma once

#include <string_view>

namespace tenon::sql::migrate {
inline constexpr std::string_view history_table = "_prisma_migrations";
}
