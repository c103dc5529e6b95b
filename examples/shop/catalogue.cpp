#include "catalogue.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "limits.hpp"

namespace shop {

using namespace tenon;

namespace {

struct StockChange {
  /// Pieces that came, or with a minus pieces that were lost.
  Between<-10'000, 10'000> change;
};

struct NewReview {
  std::string product_id;
  std::string customer_id;
  Between<1, 5> rating;
  Text<1, 120> title;
  Text<1, 4000> body;
};

struct Rating {
  std::int64_t count;
  /// With one decimal; none without reviews.
  std::optional<Decimal> average;
};

Task<Rating> rating_of(Client& db, std::string product_id) {
  if (!co_await db.product.find_unique({.where = {.id = product_id}})) {
    throw NotFound{"not_found", "There is no such product."};
  }
  const auto aggregates =
      co_await db.review.aggregate({.where = {.product_id = {product_id}}, .count = true, .avg = {.rating = true}});
  Rating rating{aggregates.count.value_or(0), std::nullopt};
  if (aggregates.avg.rating) rating.average = Decimal(*aggregates.avg.rating).round(1, Rounding::half_up);
  co_return rating;
}

void has_age_range(const ProductAges& ages, app::FieldErrors& errors) {
  if (ages.age_to_months && *ages.age_to_months < ages.age_from_months) {
    errors.add("ageToMonths", "too_small", "Must not be below ageFromMonths.");
  }
}

constexpr std::int32_t most_pieces = 1'000'000;

/// By a difference, so that of several changes at once, orders among them, none is lost.
Task<Product> change_stock(Client& db, std::string product_id, std::int32_t change) {
  const std::int64_t changed = co_await db.product.update_many({
      .where = {.id = {product_id}, .stock = {.gte = -change, .lte = most_pieces - change}},
      .data = {.stock = {.increment = change}},
  });
  auto product = co_await db.product.find_unique({.where = {.id = product_id}});
  if (!product) throw NotFound{"not_found", "There is no such product."};
  if (changed == 0) throw Conflict{"stock_out_of_range", "The stock lies within 0 and 1,000,000 pieces."};
  co_return std::move(*product);
}

Task<Created<Review>> add_review(Client& db, NewReview review) {
  const Review made = co_await db.review.create({.data = {.product_id = review.product_id,
                                                          .customer_id = review.customer_id,
                                                          .rating = static_cast<std::int32_t>(review.rating),
                                                          .title = review.title.str(),
                                                          .body = review.body.str()}});
  co_return Created{made, "/api/reviews/{}", made.id};
}

}  // namespace

void add_catalogue_routes(App& app, Client& db) {
  // [resources]
  app.resource(db.category, "/api/categories")
      .search({"name", "description"})
      .filter({"slug"})
      .default_sort("name")
      .limits<CategoryLimits>();

  app.resource(db.product, "/api/products")
      .filter({"category", "category.slug", "price", "stock", "ageFromMonths", "ageToMonths", "active", "slug", "sku"})
      .search({"name", "description"})
      .sort({"name", "price", "stock", "ageFromMonths", "createdAt", "updatedAt"})
      .default_sort("name")
      .include({"category"})
      .read_only({"stock"})
      .limits<ProductLimits>()
      .check(has_age_range);
  // [resources]

  app.post("/api/products/{id}/stock",
           [&db](Path<"id", std::string> id, Body<StockChange> body) {
             return change_stock(db, std::move(*id), static_cast<std::int32_t>(body->change));
           })
      .summary("Adds pieces to the stock, or takes lost ones out")
      .tag("Product")
      .error(http::Status::not_found)
      .error(http::Status::conflict);

  app.get("/api/products/{id}/rating", [&db](Path<"id", std::string> id) { return rating_of(db, std::move(*id)); })
      .summary("What customers think of a product")
      .tag("Product")
      .error(http::Status::not_found);

  app.resource(db.customer, "/api/customers")
      .filter({"email"})
      .search({"name", "email"})
      .include({"addresses"})
      .limits<CustomerLimits>();
  app.resource(db.address, "/api/addresses").filter({"customer"}).limits<AddressLimits>();

  app.resource(db.review, "/api/reviews")
      .only({app::Action::list, app::Action::read, app::Action::remove})
      .filter({"product", "customer", "rating"})
      .default_sort("-createdAt")
      .include({"customer", "product"});
  app.post("/api/reviews", [&db](Body<NewReview> review) { return add_review(db, std::move(*review)); })
      .summary("Reviews a product, once per customer")
      .tag("Review")
      .error(http::Status::conflict);
}

}  // namespace shop
