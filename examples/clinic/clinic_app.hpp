#pragma once

#include <vector>

#include <tenon/app.hpp>

namespace clinic {

/// Made by tenon_migrations() of CMake from migrations/.
std::vector<tenon::app::Migration> migrations();

/// Everything that the clinic serves. `main` calls it, and so do the tests with an App of their own.
void build(tenon::App& app);

}  // namespace clinic
