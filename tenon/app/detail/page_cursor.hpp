#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/model.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::app::detail {

/// The place in a list where its next page begins, as a text that a client hands back: the order it belongs to and
/// the values of the last row. Not a secret and not trusted: a changed one can only name another place.
std::string encode_cursor(std::string_view order, std::span<const sql::Value> position);

/// The values of the place, one for each criterion and then one for each field of the primary key. Nothing for a text
/// that encode_cursor did not make for this order.
std::optional<std::vector<sql::Value>> decode_cursor(std::string_view cursor, std::string_view order,
                                                     const schema::Model& model,
                                                     std::span<const sql::OrderBy> criteria);

}  // namespace tenon::app::detail
