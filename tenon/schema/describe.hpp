#pragma once

#include <string>

#include <tenon/schema/schema.hpp>

namespace tenon::schema {

/// The schema as Prisma's generators are told it: the `datamodel` part of the DMMF, `{"datamodel": {"enums": …,
/// "models": …, "types": …, "indexes": …}}`, as JSON text with an indent of two spaces and a line end. Fields and
/// models marked with `@ignore` and unsupported types are left out. `tenon validate --json` prints it, and tests
/// compare it with what Prisma says.
std::string describe(const Schema& schema);

}  // namespace tenon::schema
