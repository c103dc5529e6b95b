#pragma once

#include <string_view>

namespace tenon::app {

/// A migration that is compiled into the program, by tenon_migrations() of CMake.
struct Migration {
  std::string_view name;    ///< of its folder: "20260101120000_init"
  std::string_view script;  ///< its migration.sql
};

}  // namespace tenon::app
