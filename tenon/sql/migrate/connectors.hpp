#pragma once

#include <string>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/migrate/connector.hpp>

/// The engines that migrations are made for; nothing else of them names one.
namespace tenon::sql::migrate {

/// Throws Invalid "unsupported_provider" for engines that have none.
const Connector& connector_of(schema::Provider provider);

/// One of an engine that needs no server, where nothing says which is meant.
const Connector& any_connector();

/// The script that makes everything from nothing, for the schema's engine. Throws as connector_of().
std::string render_create(const schema::Schema& schema);

}  // namespace tenon::sql::migrate
