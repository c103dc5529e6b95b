#include "orders.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include <tenon/json/write.hpp>

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

/// Whom the address belongs to is not for the database to check.
Task<> require_own_address(Transaction& tx, const PlaceOrder& order) {
  if (!order.address_id) co_return;
  const std::int64_t own =
      co_await tx.address.count({.where = {.id = {*order.address_id}, .customer_id = {order.customer_id}}});
  if (own == 0) {
    throw Invalid{"unknown_address",
                  "The customer has no such address.",
                  {{"/addressId", "unknown_address", "The customer has no such address."}}};
  }
}

/// The order that a request with this key led to before.
Task<std::optional<Order>> find_repeated(Transaction& tx, const IdempotencyKeyCustomerIdKey& key,
                                         const std::string& request) {
  const auto before = co_await tx.idempotency_key.find_unique({.where = {.customer_id_key = {key}}});
  if (!before) co_return std::nullopt;
  if (before->request != request) {
    throw Invalid{"idempotency_key_reused",
                  "This key was used for another order.",
                  {{"idempotency-key", "idempotency_key_reused", "Was used for another order."}}};
  }
  co_return co_await tx.order.find_unique({.where = {.id = before->order_id}, .include = {.lines = true}});
}

Task<Order> place_once(Transaction& tx, PlaceOrder order, std::string key) {
  const IdempotencyKeyCustomerIdKey own{.customer_id = order.customer_id, .key = key};
  const std::string request = json::to_string(order);
  if (auto repeated = co_await find_repeated(tx, own, request)) co_return std::move(*repeated);
  Order placed = co_await place_order(tx, std::move(order));
  co_await tx.idempotency_key.create(
      {.data = {.customer_id = placed.customer_id, .key = key, .request = request, .order_id = placed.id}});
  co_return placed;
}

Task<Order> cancel_in(Transaction& tx, std::string id) {
  const std::int64_t cancelled = co_await tx.order.update_many({
      .where = {.id = {id}, .status = {.in = {OrderStatus::placed, OrderStatus::paid}}},
      .data = {.status = {OrderStatus::cancelled}, .cancelled_at = {Instant{tx.clock().now()}}},
  });
  auto order = co_await tx.order.find_unique({.where = {.id = id}, .include = {.lines = true}});
  if (!order) throw NotFound{"not_found", "There is no such order."};
  if (cancelled == 0) {
    throw Conflict{"not_cancellable", "An order can be cancelled until it is shipped, and once."};
  }
  for (const OrderLine& line : order->lines) {
    co_await tx.product.update({.where = {.id = line.product_id}, .data = {.stock = {.increment = line.quantity}}});
  }
  co_return std::move(*order);
}

}  // namespace

Task<Order> place_order(Transaction& tx, PlaceOrder order) {
  co_await require_own_address(tx, order);
  std::vector<OrderLineCreate> lines = co_await take_stock(tx, order);
  Decimal total = 0.00_dec;
  for (const OrderLineCreate& line : lines) total += *line.total;
  co_return co_await tx.order.create({
      .data = {.customer_id = order.customer_id,
               .address_id = order.address_id,
               .total = total,
               .note = order.note,
               .lines = {.create = std::move(lines)}},
      .include = {.lines = true},
  });
}

// [place]
Task<Order> place_order(Client& db, PlaceOrder order, std::optional<std::string> idempotency_key) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Order> {
    if (idempotency_key) return place_once(tx, std::move(order), std::move(*idempotency_key));
    return place_order(tx, std::move(order));
  });
}
// [place]

Task<Order> cancel_order(Client& db, std::string id) {
  co_return co_await db.transaction([&](Transaction& tx) { return cancel_in(tx, std::move(id)); });
}

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

  app.post("/api/orders/{id}/cancel",
           [&db](Path<"id", std::string> id) -> Task<Order> { co_return co_await cancel_order(db, std::move(*id)); })
      .summary("Cancels an order and returns its stock")
      .tag("Orders")
      .error(http::Status::not_found)
      .error(http::Status::conflict);
}

}  // namespace shop
