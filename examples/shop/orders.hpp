#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <tenon/app.hpp>

#include "shop.hpp"

namespace shop {

/// One position of an order that is to be placed.
struct OrderPosition {
  std::string product_id;
  tenon::Between<1, 99> quantity;
};

struct PlaceOrder {
  std::string customer_id;
  /// One of the customer's addresses; without it the order is collected.
  std::optional<std::string> address_id;
  tenon::Items<OrderPosition, 1, 50> lines;
  std::optional<tenon::Text<0, 500>> note;
};

/// Takes the stock and writes the order with prices and address as they are now, all or nothing. Throws Invalid
/// "unknown_product" or Conflict "out_of_stock", naming every line that cannot be served; Invalid "unknown_address" for
/// one that is not the customer's.
tenon::Task<Order> place_order(Transaction& tx, PlaceOrder order);
/// The same in a transaction of its own. With a key, a customer's repeated request gets the order of the first one; the
/// same key for another order is Invalid "idempotency_key_reused".
tenon::Task<Order> place_order(Client& db, PlaceOrder order, std::optional<std::string> idempotency_key);

/// The steps of an order: placed, paid, shipped. Each throws NotFound, or Conflict when it is not this step's turn:
/// "not_payable", "not_shippable", "not_cancellable".
tenon::Task<Order> pay_order(Client& db, std::string id);
tenon::Task<Order> ship_order(Client& db, std::string id);
/// Until it is shipped. Gives the stock back.
tenon::Task<Order> cancel_order(Client& db, std::string id);

void add_order_routes(tenon::App& app, Client& db);
/// The routes of the steps.
void add_order_step_routes(tenon::App& app, Client& db);

}  // namespace shop
