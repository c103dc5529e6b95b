#include "carts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tenon/json/write.hpp>

#include "idempotency.hpp"
#include "orders.hpp"

namespace shop {

using namespace tenon;

namespace {

struct NewCart {
  std::optional<std::string> customer_id;
};

struct Quantity {
  Between<1, 99> quantity;
};

struct Checkout {
  std::string customer_id;
  std::optional<std::string> address_id;
  std::optional<Text<0, 500>> note;
};

/// A checkout as it is compared with an earlier one that had the same key.
struct CheckoutRequest {
  std::string cart_id;
  Checkout checkout;
};

struct CartPosition {
  std::string product_id;
  std::string name;
  Decimal price;
  std::int32_t quantity;
  Decimal total;
  bool in_stock;
};

/// A cart as the shop shows it: with today's prices.
struct CartView {
  std::string id;
  std::optional<std::string> customer_id;
  std::vector<CartPosition> items;
  Decimal total;
};

constexpr std::int64_t most_items = 50;  // what one order may have

NotFound no_such_cart() { return NotFound{"not_found", "There is no such cart."}; }

Task<CartView> view_of(Client& db, std::string id) {
  const auto cart = co_await db.cart.find_unique({
      .where = {.id = id},
      .include = {.items = {{.order_by = {{.id = asc}}, .include = {.product = true}}}},
  });
  if (!cart) throw no_such_cart();
  CartView view{cart->id, cart->customer_id, {}, {}};
  for (const CartItem& item : cart->items) {
    const Product& product = *item.product;
    const Decimal total = product.price * item.quantity;
    view.items.push_back({product.id, product.name, product.price, item.quantity, total.normalized(),
                          product.active && product.stock >= item.quantity});
    view.total += total;
  }
  view.total = view.total.normalized();
  co_return view;
}

Task<> put_item(Transaction& tx, std::string cart_id, std::string product_id, std::int32_t quantity) {
  if (co_await tx.cart.count({.where = {.id = {cart_id}}}) == 0) throw no_such_cart();
  if (co_await tx.product.count({.where = {.id = {product_id}, .active = {true}}}) == 0) {
    throw NotFound{"unknown_product", "There is no such product."};
  }
  const CartItemWhereUnique place{.cart_id_product_id = {{.cart_id = cart_id, .product_id = product_id}}};
  co_await tx.cart_item.upsert({
      .where = place,
      .create = {.cart_id = cart_id, .product_id = product_id, .quantity = quantity},
      .update = {.quantity = {quantity}},
  });
  if (co_await tx.cart_item.count({.where = {.cart_id = {cart_id}}}) > most_items) {
    throw Conflict{"cart_full", "A cart holds at most 50 products."};
  }
}

Task<> drop_item(Client& db, std::string cart_id, std::string product_id) {
  const std::int64_t dropped =
      co_await db.cart_item.delete_many({.where = {.cart_id = {cart_id}, .product_id = {product_id}}});
  if (dropped == 0) throw NotFound{"not_found", "The cart has no such product."};
}

/// Orders what is in the cart, which is gone then: of several attempts at once one succeeds, and a repeated one with
/// the same key gets its order.
Task<Order> check_out(Transaction& tx, std::string cart_id, Checkout checkout, std::optional<std::string> key) {
  const Repeatable repeatable{checkout.customer_id, std::move(key),
                              json::to_string(CheckoutRequest{cart_id, checkout})};
  if (auto placed = co_await find_placed(tx, repeatable)) co_return std::move(*placed);
  const auto cart = co_await tx.cart.find_unique({.where = {.id = cart_id}, .include = {.items = true}});
  if (!cart) throw no_such_cart();
  if (cart->customer_id && *cart->customer_id != checkout.customer_id) {
    throw Invalid{"other_customer",
                  "The cart is another customer's.",
                  {{"/customerId", "other_customer", "The cart is another customer's."}}};
  }
  if (cart->items.empty()) throw Conflict{"cart_empty", "There is nothing in the cart."};
  std::vector<OrderPosition> lines;
  for (const CartItem& item : cart->items) lines.push_back({item.product_id, item.quantity});
  PlaceOrder order{std::move(checkout.customer_id), std::move(checkout.address_id), std::move(lines),
                   std::move(checkout.note)};
  Order placed = co_await place_order(tx, std::move(order));
  co_await tx.cart.delete_({.where = {.id = cart_id}});
  co_await remember_placed(tx, repeatable, placed);
  co_return placed;
}

}  // namespace

void add_cart_routes(App& app, Client& db) {
  app.post("/api/carts",
           [&db](Body<NewCart> cart) -> Task<Created<CartView>> {
             const Cart made = co_await db.cart.create({.data = {.customer_id = cart->customer_id}});
             co_return Created{CartView{made.id, made.customer_id, {}, {}}, "/api/carts/{}", made.id};
           })
      .summary("Begins a cart")
      .tag("Carts");

  app.get("/api/carts/{id}", [&db](Path<"id", std::string> id) { return view_of(db, std::move(*id)); })
      .summary("A cart with today's prices")
      .tag("Carts")
      .error(http::Status::not_found);

  app.put("/api/carts/{id}/items/{productId}",
          [&db](Path<"id", std::string> id, Path<"productId", std::string> product,
                Body<Quantity> body) -> Task<CartView> {
            co_await db.transaction([&](Transaction& tx) {
              return put_item(tx, *id, *product, static_cast<std::int32_t>(body->quantity));
            });
            co_return co_await view_of(db, *id);
          })
      .summary("Puts so many pieces of a product into the cart")
      .tag("Carts")
      .error(http::Status::not_found)
      .error(http::Status::conflict);

  app.delete_("/api/carts/{id}/items/{productId}",
              [&db](Path<"id", std::string> id, Path<"productId", std::string> product) -> Task<CartView> {
                co_await drop_item(db, *id, *product);
                co_return co_await view_of(db, *id);
              })
      .summary("Takes a product out of the cart")
      .tag("Carts")
      .error(http::Status::not_found);

  app.post("/api/carts/{id}/checkout",
           [&db](Path<"id", std::string> id, Body<Checkout> body,
                 Header<"idempotency-key", std::optional<Text<1, 100>>> key) -> Task<Created<Order>> {
             const Order placed = co_await db.transaction(
                 [&](Transaction& tx) { return check_out(tx, std::move(*id), std::move(*body), *key); });
             co_return Created{placed, "/api/orders/{}", placed.id};
           })
      .summary("Orders what is in the cart, and empties it")
      .tag("Carts")
      .error(http::Status::not_found)
      .error(http::Status::conflict);
}

}  // namespace shop
