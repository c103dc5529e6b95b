#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <tenon/app/detail/resource_input.hpp>
#include <tenon/base/error.hpp>
#include <tenon/json/value.hpp>
#include <tenon/sql/data.hpp>

namespace tenon::app::detail {

constexpr std::size_t most_connected = 1000;  ///< rows that one request names in one list

/// What a body may say of a relation: "connect", "set", "disconnect".
std::vector<std::string_view> relation_actions(const ConnectedRelation& relation, Input input);

/// The relations of the document, as the resource's connect() says; errors are added to `errors`.
sql::List<sql::RelationWrite> read_relations(const ResourceState& resource, Input input, const json::Object& document,
                                             std::vector<FieldError>& errors);

/// The document without them.
json::Value without_relations(const ResourceState& resource, const json::Value& document);

}  // namespace tenon::app::detail
