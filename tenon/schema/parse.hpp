#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <tenon/base/result.hpp>
#include <tenon/schema/diagnostic.hpp>
#include <tenon/schema/schema.hpp>

namespace tenon::schema {

/// Reads and checks a schema in the Prisma schema language, as Prisma 6 and 7 understand it.
///
/// The failure holds every error that can be told apart in one run, in the order of the stages: errors of the
/// datasource and the generators stop everything; syntax, names, types and attributes are reported together;
/// rules about models and relations are checked when those are clean. Warnings of a schema that is accepted
/// are in Schema::warnings; those of a refused one stand among its errors.
///
/// Pure: nothing is read from disk or environment. `url = env("DATABASE_URL")` is kept as written.
///
///     auto schema = schema::parse(text, "shop.prisma");
///     if (!schema) { fputs(schema::render(schema.error()).c_str(), stderr); return 1; }
Result<Schema, std::vector<Diagnostic>> parse(std::span<const Source> sources);
Result<Schema, std::vector<Diagnostic>> parse(std::string_view text, std::string_view name = "schema.prisma");

}  // namespace tenon::schema
