#pragma once

#include <vector>

#include <tenon/app/app.hpp>

#include "store.hpp"

namespace store {

/// Made by tenon_migrations() from migrations/.
std::vector<tenon::app::Migration> migrations();

/// Shelves and items as resources, and a few routes that are slow or fail.
Client& build(tenon::App& app);

}  // namespace store
