#pragma once

#include <string>

#include <tenon/base/time.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql::detail {

/// The value that the client gives to a field which a new row does not set: a literal, `now()`, or an id of its own.
/// The field has a default that is made by the client.
Value default_value(const schema::Field& field, Instant now);
/// The same of a literal. Throws Internal "bad_default", also for a default that is none.
Value literal_default(const schema::Field& field);

/// Identifiers in the forms that Prisma's clients make. All begin with, or consist of, enough random bits.
std::string make_cuid(Instant now);  ///< `c`, milliseconds, a counter, random: 25 characters
std::string make_cuid2();            ///< 24 characters, the first a letter
std::string make_ulid(Instant now);  ///< 26 characters: 48 bits of milliseconds, 80 random ones
std::string make_nanoid(std::size_t length);

}  // namespace tenon::sql::detail
