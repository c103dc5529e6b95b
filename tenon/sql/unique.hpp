#pragma once

#include <string_view>

#include <tenon/schema/model.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/value.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql {

/// Names one row: the values of the primary key or of a unique constraint, and perhaps more that must hold.
struct Unique {
  const schema::Index* key = nullptr;
  List<Value> values{};  ///< one for each field of the key; null matches nothing
  Where also{};

  /// `by(product, "id", id)`, `by(cart_item, "cartId_productId", {cart, product})`. `key` is the field's name, or for
  /// several fields the name of the key. Throws Invalid "unknown_key" or "wrong_type".
  static Unique by(const schema::Model& model, std::string_view key, List<Value> values);
  /// By the primary key.
  static Unique id(const schema::Model& model, Value value);
};

}  // namespace tenon::sql
