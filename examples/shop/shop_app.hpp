#pragma once

#include <vector>

#include <tenon/app.hpp>

namespace shop {

/// Made by tenon_migrations() from migrations/.
std::vector<tenon::app::Migration> migrations();

/// Everything that the shop serves. `main` calls it, and so do the tests with an App of their own.
void build(tenon::App& app);

}  // namespace shop
