#include <tenon/schema/detail/engine.hpp>

namespace tenon::schema::detail {
namespace {

/// With no datasource nothing is refused for the engine's sake, except native types, which belong to one.
constexpr Engine any{.provider = Provider::none,
                     .label = "a schema without datasource",
                     .scalar_lists = true,
                     .composite_types = true,
                     .decimal = true,
                     .schemas = true,
                     .extensions = false,
                     .join_tables = true,
                     .named_primary_keys = true,
                     .named_foreign_keys = true,
                     .foreign_keys = true,
                     .autoincrement = true,
                     .typed_indexes = true,
                     .partial_indexes = true,
                     .fulltext_indexes = true,
                     .sorted_ids = true,
                     .global_index_names = false,
                     .key_names_count = false,
                     .case_counts = true,
                     .nul_in_text = true,
                     .max_name = 0,
                     .max_columns = 0};

constexpr Engine postgresql{.provider = Provider::postgresql,
                            .label = "PostgreSQL",
                            .scalar_lists = true,
                            .composite_types = false,
                            .decimal = true,
                            .schemas = true,
                            .extensions = true,
                            .join_tables = true,
                            .named_primary_keys = true,
                            .named_foreign_keys = true,
                            .foreign_keys = true,
                            .autoincrement = true,
                            .typed_indexes = true,
                            .partial_indexes = true,
                            .fulltext_indexes = false,
                            .sorted_ids = false,
                            .global_index_names = true,
                            .key_names_count = true,
                            .case_counts = true,
                            .nul_in_text = false,
                            .max_name = 63,
                            .max_columns = 1600};

constexpr Engine sqlite{.provider = Provider::sqlite,
                        .label = "SQLite",
                        .scalar_lists = false,
                        .composite_types = false,
                        .decimal = true,
                        .schemas = false,
                        .extensions = false,
                        .join_tables = true,
                        .named_primary_keys = false,
                        .named_foreign_keys = false,
                        .foreign_keys = true,
                        .autoincrement = true,
                        .typed_indexes = false,
                        .partial_indexes = true,
                        .fulltext_indexes = false,
                        .sorted_ids = true,
                        .global_index_names = true,
                        .key_names_count = false,
                        .case_counts = false,
                        .nul_in_text = false,
                        .max_name = 0,
                        .max_columns = 2000};

constexpr Engine mongodb{.provider = Provider::mongodb,
                         .label = "MongoDB",
                         .scalar_lists = true,
                         .composite_types = true,
                         .decimal = false,
                         .schemas = false,
                         .extensions = false,
                         .join_tables = false,
                         .named_primary_keys = false,
                         .named_foreign_keys = false,
                         .foreign_keys = false,
                         .autoincrement = false,
                         .typed_indexes = false,
                         .partial_indexes = false,
                         .fulltext_indexes = true,
                         .sorted_ids = false,
                         .global_index_names = false,
                         .key_names_count = false,
                         .case_counts = true,
                         .nul_in_text = true,
                         .max_name = 0,
                         .max_columns = 0};

}  // namespace

const Engine& engine_of(Provider provider) noexcept {
  switch (provider) {
    case Provider::postgresql: return postgresql;
    case Provider::sqlite: return sqlite;
    case Provider::mongodb: return mongodb;
    case Provider::none: break;
  }
  return any;
}

}  // namespace tenon::schema::detail
