#include "orders.hpp"

#include <algorithm>
#include <map>
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
  std::vector<FieldError> missing;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const OrderPosition& position = order.lines[i];
    const auto quantity = static_cast<std::int32_t>(position.quantity);
    const std::int64_t taken = co_await tx.product.update_many({
        .where = {.id = {position.product_id}, .stock = {.gte = quantity}, .active = {true}},
        .data = {.stock = {.decrement = quantity}},
    });
    const auto product = co_await tx.product.find_unique({.where = {.id = position.product_id}});
    const std::string pointer = "/lines/" + std::to_string(i);
    if (!product || !product->active) {
      throw Invalid{"unknown_product",
                    "There is no such product.",
                    {{pointer + "/productId", "unknown_product", "There is no such product."}}};
    }
    if (taken == 0) {
      missing.push_back({pointer + "/quantity", "out_of_stock", "Only " + std::to_string(product->stock) + " left."});
      continue;
    }
    lines.push_back({.product_id = product->id,
                     .name = product->name,
                     .price = product->price,
                     .quantity = quantity,
                     .total = product->price * quantity});
  }
  if (!missing.empty()) throw Conflict{"out_of_stock", "Not everything is in stock.", std::move(missing)};
  co_return lines;
}

/// The order that a request with this key led to before.
Task<std::optional<Order>> find_repeated(Transaction& tx, const std::string& key, const std::string& request) {
  const auto before = co_await tx.idempotency_key.find_unique({.where = {.key = key}});
  if (!before) co_return std::nullopt;
  if (before->request != request) {
    throw Invalid{"idempotency_key_reused",
                  "This key was used for another order.",
                  {{"idempotency-key", "idempotency_key_reused", "Was used for another order."}}};
  }
  co_return co_await tx.order.find_unique({.where = {.id = before->order_id}, .include = {.lines = true}});
}

Task<Order> place_in(Transaction& tx, PlaceOrder order, std::optional<std::string> key) {
  const std::string request = json::to_string(order);
  if (key) {
    if (auto repeated = co_await find_repeated(tx, *key, request)) co_return std::move(*repeated);
  }
  std::vector<OrderLineCreate> lines = co_await take_stock(tx, order);
  Decimal total = 0.00_dec;
  for (const OrderLineCreate& line : lines) total += *line.total;
  Order placed = co_await tx.order.create({
      .data = {.customer_id = order.customer_id,
               .address_id = order.address_id,
               .total = total,
               .note = order.note ? std::optional(order.note->str()) : std::nullopt,
               .lines = {.create = std::move(lines)}},
      .include = {.lines = true},
  });
  if (key) co_await tx.idempotency_key.create({.data = {.key = *key, .request = request, .order_id = placed.id}});
  co_return placed;
}

Task<Order> cancel_in(Transaction& tx, std::string id) {
  const auto order = co_await tx.order.find_unique({.where = {.id = id}, .include = {.lines = true}});
  if (!order) throw NotFound{"not_found", "There is no such order."};
  if (order->status != OrderStatus::placed && order->status != OrderStatus::paid) {
    throw Conflict{"not_cancellable", "An order can be cancelled until it is shipped, and once."};
  }
  for (const OrderLine& line : order->lines) {
    co_await tx.product.update({.where = {.id = line.product_id}, .data = {.stock = {.increment = line.quantity}}});
  }
  co_return co_await tx.order.update({
      .where = {.id = id},
      .data = {.status = {OrderStatus::cancelled}, .cancelled_at = {Instant{tx.clock().now()}}},
      .include = {.lines = true},
  });
}

}  // namespace

// [place]
Task<Order> place_order(Client& db, PlaceOrder order, std::optional<std::string> idempotency_key) {
  co_return co_await db.transaction(
      [&](Transaction& tx) -> Task<Order> { return place_in(tx, std::move(order), std::move(idempotency_key)); });
}
// [place]

Task<Order> cancel_order(Client& db, std::string id) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Order> { return cancel_in(tx, std::move(id)); });
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
             std::optional<std::string> text;
             if (*key) text = (*key)->str();
             Order placed = co_await place_order(db, std::move(*order), std::move(text));
             const std::string id = placed.id;
             co_return Created{std::move(placed), "/api/orders/{}", id};
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
