#pragma once

#include <vector>

#include <tenon/app/migration.hpp>

// [migrations]
namespace library {

/// Made by tenon_migrations() of CMake from migrations/.
std::vector<tenon::app::Migration> migrations();

}  // namespace library
// [migrations]
