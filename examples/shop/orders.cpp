#include "orders.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include <tenon/json/write.hpp>

#include "idempotency.hpp"

namespace shop {

using namespace tenon;

namespace {

/// Takes the pieces of every line from the stock and gives the lines as they are sold. All lines that cannot be served
/// are named at once.
Task<std::vector<OrderLineCreate>> take_stock(Transaction& tx, const PlaceOrder& order) {
  std::vector<OrderLineCreate> lines;
  std::vector<FieldError> unknown;
  std::vector<FieldError> missing;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const OrderPosition& position = order.lines[i];
    const std::string pointer = "/lines/" + std::to_string(i);
    const auto quantity = static_cast<std::int32_t>(position.quantity);
    const std::int64_t taken = co_await tx.product.update_many({
        .where = {.id = {position.product_id}, .stock = {.gte = quantity}, .active = {true}},
        .data = {.stock = {.decrement = quantity}},
    });
    const auto product = co_await tx.product.find_unique({.where = {.id = position.product_id}});
    if (!product || !product->active) {
      unknown.push_back({pointer + "/productId", "unknown_product", "There is no such product."});
    } else if (taken == 0) {
      missing.push_back({pointer + "/quantity", "out_of_stock", "Only " + std::to_string(product->stock) + " left."});
    } else {
      lines.push_back({.product_id = product->id,
                       .name = product->name,
                       .price = product->price,
                       .quantity = quantity,
                       .total = product->price * quantity});
    }
  }
  if (!unknown.empty()) throw Invalid{"unknown_product", "Not everything is sold here.", std::move(unknown)};
  if (!missing.empty()) throw Conflict{"out_of_stock", "Not everything is in stock.", std::move(missing)};
  co_return lines;
}

/// The customer's address as the order keeps it; later changes of the address leave the order alone.
Task<std::optional<OrderAddressCreate>> copy_address(Transaction& tx, const PlaceOrder& order) {
  if (!order.address_id) co_return std::nullopt;
  const auto own =
      co_await tx.address.find_first({.where = {.id = {*order.address_id}, .customer_id = {order.customer_id}}});
  if (!own) {
    throw Invalid{"unknown_address",
                  "The customer has no such address.",
                  {{"/addressId", "unknown_address", "The customer has no such address."}}};
  }
  co_return OrderAddressCreate{.recipient = own->recipient,
                               .line1 = own->line1,
                               .line2 = own->line2,
                               .postal_code = own->postal_code,
                               .city = own->city,
                               .country = own->country};
}

Task<Order> place_once(Transaction& tx, PlaceOrder order, std::optional<std::string> key) {
  const Repeatable repeatable{order.customer_id, std::move(key), json::to_string(order)};
  if (auto placed = co_await find_placed(tx, repeatable)) co_return std::move(*placed);
  Order placed = co_await place_order(tx, std::move(order));
  co_await remember_placed(tx, repeatable, placed);
  co_return placed;
}

}  // namespace

Task<Order> place_order(Transaction& tx, PlaceOrder order) {
  auto address = co_await copy_address(tx, order);
  std::vector<OrderLineCreate> lines = co_await take_stock(tx, order);
  Decimal total;
  for (const OrderLineCreate& line : lines) total += *line.total;
  OrderCreate data{
      .customer_id = order.customer_id, .total = total, .note = order.note, .lines = {.create = std::move(lines)}};
  if (address) data.address.create = std::move(*address);
  co_return co_await tx.order.create({.data = std::move(data), .include = {.address = true, .lines = true}});
}

// [place]
Task<Order> place_order(Client& db, PlaceOrder order, std::optional<std::string> idempotency_key) {
  co_return co_await db.transaction(
      [&](Transaction& tx) { return place_once(tx, std::move(order), std::move(idempotency_key)); });
}
// [place]

void add_order_routes(App& app, Client& db) {
  app.resource(db.order, "/api/orders")
      .only({app::Action::list, app::Action::read})
      .filter({"customer", "status", "placedAt", "total"})
      .default_sort("-placedAt")
      .include({"lines", "customer", "address"})
      .tag("Orders");

  app.post("/api/orders",
           [&db](Body<PlaceOrder> order,
                 Header<"idempotency-key", std::optional<Text<1, 100>>> key) -> Task<Created<Order>> {
             const Order placed = co_await place_order(db, std::move(*order), *key);
             co_return Created{placed, "/api/orders/{}", placed.id};
           })
      .summary("Places an order: takes the stock, all or nothing")
      .tag("Orders")
      .error(http::Status::conflict);

  add_order_step_routes(app, db);
}

}  // namespace shop
