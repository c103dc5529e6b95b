#pragma once

#include <optional>
#include <string>

#include <tenon/app.hpp>

#include "shop.hpp"

namespace shop {

/// A request that may come again because its answer was lost: for a day a customer's `Idempotency-Key` leads to the
/// order that was placed with it first.
struct Repeatable {
  std::string customer_id;
  std::optional<std::string> key;  ///< without one nothing is looked up or kept
  std::string request;             ///< what is asked, as JSON
};

/// The order that the key led to, if any. Throws Invalid "idempotency_key_reused" if something else was asked then.
tenon::Task<std::optional<Order>> find_placed(Transaction& tx, const Repeatable& repeatable);

/// Keeps what the key led to, and forgets the keys of more than a day ago.
tenon::Task<> remember_placed(Transaction& tx, const Repeatable& repeatable, const Order& order);

}  // namespace shop
