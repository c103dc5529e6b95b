#include <string>
#include <utility>
#include <vector>

#include "orders.hpp"

namespace shop {

using namespace tenon;

namespace {

/// What a step writes, and the states that it may be taken from.
struct Step {
  std::vector<OrderStatus> from;
  OrderUpdate data;
  std::string code;  // of the Conflict when the order is in another state
  std::string detail;
};

/// One statement checks and changes the state, so that of several at once one succeeds.
Task<Order> take_step(Transaction& tx, std::string id, Step step) {
  const std::int64_t taken =
      co_await tx.order.update_many({.where = {.id = {id}, .status = {.in = step.from}}, .data = step.data});
  auto order = co_await tx.order.find_unique({.where = {.id = id}, .include = {.address = true, .lines = true}});
  if (!order) throw NotFound{"not_found", "There is no such order."};
  if (taken == 0) throw Conflict{step.code, step.detail};
  co_return std::move(*order);
}

Task<Order> pay_in(Transaction& tx, std::string id) {
  Step step{{OrderStatus::placed},
            {.status = {OrderStatus::paid}, .paid_at = {tx.clock().now()}},
            "not_payable",
            "An order can be paid once, and not after it was cancelled."};
  return take_step(tx, std::move(id), std::move(step));
}

Task<Order> ship_in(Transaction& tx, std::string id) {
  Step step{{OrderStatus::paid},
            {.status = {OrderStatus::shipped}, .shipped_at = {tx.clock().now()}},
            "not_shippable",
            "An order can be shipped once, when it is paid."};
  return take_step(tx, std::move(id), std::move(step));
}

Task<Order> cancel_in(Transaction& tx, std::string id) {
  Step step{{OrderStatus::placed, OrderStatus::paid},
            {.status = {OrderStatus::cancelled}, .cancelled_at = {tx.clock().now()}},
            "not_cancellable",
            "An order can be cancelled until it is shipped, and once."};
  Task<Order> cancelled = take_step(tx, std::move(id), std::move(step));
  Order order = co_await std::move(cancelled);
  for (const OrderLine& line : order.lines) {
    co_await tx.product.update({.where = {.id = line.product_id}, .data = {.stock = {.increment = line.quantity}}});
  }
  co_return order;
}

}  // namespace

Task<Order> pay_order(Client& db, std::string id) {
  co_return co_await db.transaction([&](Transaction& tx) { return pay_in(tx, std::move(id)); });
}

Task<Order> ship_order(Client& db, std::string id) {
  co_return co_await db.transaction([&](Transaction& tx) { return ship_in(tx, std::move(id)); });
}

Task<Order> cancel_order(Client& db, std::string id) {
  co_return co_await db.transaction([&](Transaction& tx) { return cancel_in(tx, std::move(id)); });
}

void add_order_step_routes(App& app, Client& db) {
  app.post("/api/orders/{id}/pay", [&db](Path<"id", std::string> id) { return pay_order(db, std::move(*id)); })
      .summary("Marks a placed order as paid")
      .tag("Orders")
      .error(http::Status::not_found)
      .error(http::Status::conflict);

  app.post("/api/orders/{id}/ship", [&db](Path<"id", std::string> id) { return ship_order(db, std::move(*id)); })
      .summary("Marks a paid order as shipped, or as collected")
      .tag("Orders")
      .error(http::Status::not_found)
      .error(http::Status::conflict);

  app.post("/api/orders/{id}/cancel", [&db](Path<"id", std::string> id) { return cancel_order(db, std::move(*id)); })
      .summary("Cancels an order that is not shipped, and returns its stock")
      .tag("Orders")
      .error(http::Status::not_found)
      .error(http::Status::conflict);
}

}  // namespace shop
