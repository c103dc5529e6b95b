#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tenon/json/read.hpp>

#include "catalogue.hpp"

namespace shop {

using namespace tenon;

/// data/catalogue.json, compiled in by tenon_embed().
namespace assets {
extern const std::string_view catalogue_json;
}

namespace {

struct CategorySeed {
  std::string slug;
  std::string name;
  std::string description;
};

struct ProductSeed {
  std::string sku;
  std::string slug;
  std::string name;
  std::string description;
  Decimal price;
  std::int32_t stock;
  std::int32_t age_from_months;
  std::optional<std::int32_t> age_to_months;
  std::string image_url;
  std::string category;
};

struct Catalogue {
  std::vector<CategorySeed> categories;
  std::vector<ProductSeed> products;
};

Task<> fill(Transaction& tx, Catalogue catalogue) {
  std::map<std::string, std::string> ids;
  for (CategorySeed& category : catalogue.categories) {
    const Category made = co_await tx.category.create(
        {.data = {.slug = category.slug, .name = category.name, .description = category.description}});
    ids.emplace(category.slug, made.id);
  }
  std::vector<ProductCreate> products;
  products.reserve(catalogue.products.size());
  for (ProductSeed& product : catalogue.products) {
    products.push_back({.sku = std::move(product.sku),
                        .slug = std::move(product.slug),
                        .name = std::move(product.name),
                        .description = std::move(product.description),
                        .price = product.price,
                        .stock = product.stock,
                        .age_from_months = product.age_from_months,
                        .age_to_months = product.age_to_months,
                        .image_url = std::move(product.image_url),
                        .category_id = ids.at(product.category)});
  }
  co_await tx.product.create_many({.data = std::move(products)});
}

}  // namespace

Task<> seed(App& app, Client& db) {
  // Another process may have begun on the same file: one transaction writes at a time.
  const auto load = [](Transaction& tx) -> Task<std::size_t> {
    if (co_await tx.category.count({}) > 0) co_return 0;
    auto catalogue = json::parse_or_throw<Catalogue>(assets::catalogue_json);
    const std::size_t size = catalogue.products.size();
    co_await fill(tx, std::move(catalogue));
    co_return size;
  };
  if (const std::size_t size = co_await db.transaction(load); size > 0) {
    app.log().info("the catalogue was loaded", {{"products", size}});
  }
}

}  // namespace shop
