#pragma once

#include <string_view>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/sql/data.hpp>

namespace tenon::app::detail {

/// How a document becomes a row.
enum class Input {
  create,   ///< a new row: what is absent gets its default
  update,   ///< a merge patch (RFC 7396): what is absent stays as it is
  replace,  ///< the whole row again: what is absent gets its literal default or null
};

/// Reads the JSON document of a request. Throws Invalid "invalid_json", or "invalid_input" with every error: unknown
/// and read-only members, wrong types, null where a value is needed, missing members.
sql::Data read_resource_input(const ResourceState& resource, Input input, std::string_view document);

/// Whether a new row cannot be made without this field.
bool is_required_for_create(const schema::Field& field) noexcept;

}  // namespace tenon::app::detail
