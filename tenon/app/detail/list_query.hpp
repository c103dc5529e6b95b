#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/sql/find.hpp>

namespace tenon::app::detail {

constexpr std::size_t most_values = 100;  ///< of one `in`

/// What the query of a list asks for.
struct ListQuery {
  sql::FindMany find;      ///< with one row more than the page, which tells whether there is another
  std::int64_t limit = 0;  ///< rows of the page
  std::string order;       ///< as a cursor names it
  bool continued = false;  ///< from a cursor, so not the first page
  bool backwards = false;  ///< the page before a place: the row more comes first
  bool counted = false;    ///< the number of all rows is wanted, too
};

/// Reads `?price[lte]=20&sort=-price&limit=20` (see Resource). Throws Invalid "invalid_input" with every error at
/// once, or "bad_query" when the text is no query.
ListQuery parse_list_query(const ResourceState& resource, std::string_view query);

/// What may stand in the brackets behind the filter's name: "not", "in", "lt" …
std::vector<std::string_view> operators_of(const Filterable& filter);

/// Whether the name by itself is another parameter of lists ("sort"), so that equality is `sort[equals]`.
bool is_reserved(std::string_view parameter) noexcept;

/// `fields` and `include` of a request for one row; anything else is refused in the same way.
sql::Selection parse_read_query(const ResourceState& resource, std::string_view query);

}  // namespace tenon::app::detail
