#include "carts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

Task<CartView> view_of(Client& db, std::string id) {
  const auto cart = co_await db.cart.find_unique({.where = {.id = id}});
  if (!cart) throw NotFound{"not_found", "There is no such cart."};
  const auto items = co_await db.cart_item.find_many(
      {.where = {.cart_id = {id}}, .order_by = {{.id = asc}}, .include = {.product = true}});
  CartView view{cart->id, cart->customer_id, {}, 0.00_dec};
  for (const CartItem& item : items) {
    const Product& product = *item.product;
    view.items.push_back({product.id, product.name, product.price, item.quantity, product.price * item.quantity,
                          product.active && product.stock >= item.quantity});
    view.total += view.items.back().total;
  }
  co_return view;
}

Task<CartView> put_item(Client& db, std::string cart_id, std::string product_id, std::int32_t quantity) {
  const CartItemWhereUnique place{.cart_id_product_id = {{.cart_id = cart_id, .product_id = product_id}}};
  co_await db.cart_item.upsert({
      .where = place,
      .create = {.cart_id = cart_id, .product_id = product_id, .quantity = quantity},
      .update = {.quantity = {quantity}},
  });
  co_return co_await view_of(db, std::move(cart_id));
}

Task<CartView> drop_item(Client& db, std::string cart_id, std::string product_id) {
  const std::int64_t dropped =
      co_await db.cart_item.delete_many({.where = {.cart_id = {cart_id}, .product_id = {product_id}}});
  if (dropped == 0) throw NotFound{"not_found", "The cart has no such product."};
  co_return co_await view_of(db, std::move(cart_id));
}

/// Orders what is in the cart, and empties it.
Task<Order> check_out(Client& db, std::string cart_id, Checkout checkout) {
  const CartView cart = co_await view_of(db, cart_id);
  if (cart.items.empty()) throw Conflict{"cart_empty", "There is nothing in the cart."};
  PlaceOrder order{std::move(checkout.customer_id), std::move(checkout.address_id), {}, std::move(checkout.note)};
  std::vector<OrderPosition> lines;
  for (const CartPosition& item : cart.items) lines.push_back({item.product_id, item.quantity});
  order.lines = std::move(lines);
  Order placed = co_await place_order(db, std::move(order), "cart:" + cart_id);
  co_await db.cart.delete_many({.where = {.id = {cart_id}}});
  co_return placed;
}

}  // namespace

void add_cart_routes(App& app, Client& db) {
  app.post("/api/carts",
           [&db](Body<NewCart> cart) -> Task<Created<CartView>> {
             const Cart made = co_await db.cart.create({.data = {.customer_id = cart->customer_id}});
             co_return Created{CartView{made.id, made.customer_id, {}, 0.00_dec}, "/api/carts/{}", made.id};
           })
      .summary("Begins a cart")
      .tag("Carts");

  app.get("/api/carts/{id}", [&db](Path<"id", std::string> id) { return view_of(db, std::move(*id)); })
      .summary("A cart with today's prices")
      .tag("Carts")
      .error(http::Status::not_found);

  app.put("/api/carts/{id}/items/{productId}",
          [&db](Path<"id", std::string> id, Path<"productId", std::string> product, Body<Quantity> body) {
            return put_item(db, std::move(*id), std::move(*product), static_cast<std::int32_t>(body->quantity));
          })
      .summary("Puts so many pieces of a product into the cart")
      .tag("Carts")
      .error(http::Status::not_found);

  app.delete_("/api/carts/{id}/items/{productId}",
              [&db](Path<"id", std::string> id, Path<"productId", std::string> product) {
                return drop_item(db, std::move(*id), std::move(*product));
              })
      .summary("Takes a product out of the cart")
      .tag("Carts")
      .error(http::Status::not_found);

  app.post("/api/carts/{id}/checkout",
           [&db](Path<"id", std::string> id, Body<Checkout> body) -> Task<Created<Order>> {
             Order placed = co_await check_out(db, std::move(*id), std::move(*body));
             const std::string order_id = placed.id;
             co_return Created{std::move(placed), "/api/orders/{}", order_id};
           })
      .summary("Orders what is in the cart, and empties it")
      .tag("Carts")
      .error(http::Status::not_found)
      .error(http::Status::conflict);
}

}  // namespace shop
