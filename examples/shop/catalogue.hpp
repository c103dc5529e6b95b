#pragma once

#include <tenon/app.hpp>

#include "shop.hpp"

namespace shop {

/// Categories, products, reviews, and the customers with their addresses.
void add_catalogue_routes(tenon::App& app, Client& db);

/// Fills an empty database with the catalogue that is compiled in (data/catalogue.json).
tenon::Task<> seed(tenon::App& app, Client& db);

}  // namespace shop
