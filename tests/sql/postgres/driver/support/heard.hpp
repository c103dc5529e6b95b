#pragma once

#include <string>
#include <vector>

#include <tenon/sql/postgres/wire/protocol.hpp>

namespace tenon::sql::postgres::testing {

/// The events of these bytes, like "7 row 1": the request, what happened, what belongs to it. What is done with is
/// taken from the bytes.
std::vector<std::string> heard_of(Protocol& protocol, std::string& bytes);
std::vector<std::string> heard(Protocol& protocol, std::string bytes);

}  // namespace tenon::sql::postgres::testing
