#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/model.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::app::detail {

/// A place in a list, and the side of it on which a page lies.
struct PageCursor {
  bool before = false;  ///< the page that ends before the place; else the one that begins behind it
  /// Rows::position() of a row: a value for each criterion of the order, then those of the primary key.
  std::vector<sql::Value> position;
};

/// A cursor as a text that a client hands back, with the order that it belongs to. Not a secret and not trusted: a
/// changed one can only name another place.
std::string encode_cursor(std::string_view order, const PageCursor& cursor);

/// Nothing for a text that encode_cursor did not make for this order.
std::optional<PageCursor> decode_cursor(std::string_view text, std::string_view order, const sql::Dialect& dialect,
                                        const schema::Model& model, std::span<const sql::OrderBy> criteria);

}  // namespace tenon::app::detail
