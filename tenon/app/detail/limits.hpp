#pragma once

#include <string>
#include <vector>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/base/error.hpp>
#include <tenon/json/type.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app::detail {

/// Why a member of this type cannot stand for the column; empty if it can. `may_be_null`: the member is read from rows
/// and needs a std::optional for an optional column.
std::string misfit(const json::Type& type, const schema::Field& field, bool may_be_null);

/// Adds what the resource's limits say of the members given, except of those that are in `errors` already.
void check_limits(const ResourceState& resource, const json::Object& document, std::vector<FieldError>& errors);

/// The type that limits this column; null if there is none.
const json::Type* limit_of(const ResourceState& resource, const schema::Field& field);

}  // namespace tenon::app::detail
