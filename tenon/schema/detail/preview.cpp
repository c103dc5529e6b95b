#include <tenon/schema/detail/preview.hpp>

#include <algorithm>
#include <array>

namespace tenon::schema::detail {
namespace {

constexpr auto current = std::to_array<std::string_view>(
    {"fullTextSearchPostgres", "nativeDistinct", "partialIndexes", "postgresqlExtensions", "relationJoins",
     "schemaEngineDriverAdapters", "shardKeys", "strictUndefinedChecks", "typedSql", "views"});

constexpr auto retired = std::to_array<std::string_view>({"aggregateApi",
                                                          "atomicNumberOperations",
                                                          "clientExtensions",
                                                          "cockroachDb",
                                                          "connectOrCreate",
                                                          "createMany",
                                                          "dataProxy",
                                                          "deno",
                                                          "distinct",
                                                          "driverAdapters",
                                                          "extendedIndexes",
                                                          "extendedWhereUnique",
                                                          "fieldReference",
                                                          "filterJson",
                                                          "filteredRelationCount",
                                                          "fullTextIndex",
                                                          "fullTextSearch",
                                                          "groupBy",
                                                          "improvedQueryRaw",
                                                          "insensitiveFilters",
                                                          "interactiveTransactions",
                                                          "jsonProtocol",
                                                          "metrics",
                                                          "microsoftSqlServer",
                                                          "middlewares",
                                                          "mongoDb",
                                                          "multiSchema",
                                                          "nApi",
                                                          "namedConstraints",
                                                          "omitApi",
                                                          "orderByAggregateGroup",
                                                          "orderByNulls",
                                                          "orderByRelation",
                                                          "prismaSchemaFolder",
                                                          "queryCompiler",
                                                          "reactNative",
                                                          "referentialActions",
                                                          "referentialIntegrity",
                                                          "selectRelationCount",
                                                          "tracing",
                                                          "transactionApi",
                                                          "uncheckedScalarInputs"});

}  // namespace

PreviewState preview_state(std::string_view feature) noexcept {
  auto in = [&](const auto& list) { return std::find(list.begin(), list.end(), feature) != list.end(); };
  if (in(current)) return PreviewState::current;
  return in(retired) ? PreviewState::retired : PreviewState::unknown;
}

std::span<const std::string_view> current_previews() noexcept { return current; }

}  // namespace tenon::schema::detail
