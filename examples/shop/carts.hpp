#pragma once

#include <tenon/app.hpp>

#include "shop.hpp"

namespace shop {

void add_cart_routes(tenon::App& app, Client& db);

}  // namespace shop
