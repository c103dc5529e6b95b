#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/schema/diagnostic.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/schema/types.hpp>

namespace tenon::schema {

/// `url = "file:shop.db"` or `url = env("DATABASE_URL")`: kept as written, read by whoever connects.
struct TextOrEnvironment {
  std::string value;  ///< the text, or the variable's name
  bool from_environment = false;

  bool operator==(const TextOrEnvironment&) const = default;
};

/// An extension of PostgreSQL that the schema needs: `extensions = [pgTrgm(map: "pg_trgm")]`.
struct Extension {
  std::string name;
  std::string db_name;  ///< `map:` or `name`
  std::string db_schema;
  std::string version;
};

/// Which engine the schema is for.
struct Datasource {
  std::string name;  ///< "db": also the prefix of native types, `@db.Uuid`
  Provider provider = Provider::none;
  RelationMode relation_mode = RelationMode::foreign_keys;
  std::optional<TextOrEnvironment> url;  ///< Prisma 6 schemas carry it; 7 keeps it outside
  std::optional<TextOrEnvironment> direct_url;
  std::optional<TextOrEnvironment> shadow_database_url;
  std::vector<std::string> schemas;  ///< the names that `@@schema` may give; empty: only the default one
  std::vector<Extension> extensions;
  Span span;
};

/// A `generator` block. Tenon makes its client without one; what other generators want is kept.
struct Generator {
  std::string name;
  TextOrEnvironment provider;
  std::optional<TextOrEnvironment> output;
  std::vector<TextOrEnvironment> binary_targets;
  std::vector<std::string> preview_features;
  std::vector<std::pair<std::string, std::string>> settings;  ///< every other key, its value as text
  std::string documentation;
  Span span;
};

/// A whole schema: checked, resolved and closed in itself.
///
/// Made by parse() and not changed afterwards; hold it as `const Schema`. Everything in it points at its
/// neighbours by pointers that stay valid as long as the schema lives, also when the Schema object itself is
/// moved.
struct Schema {
  Schema() = default;
  Schema(Schema&&) noexcept = default;
  Schema& operator=(Schema&&) noexcept = default;
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  std::optional<Datasource> datasource;
  std::vector<Generator> generators;
  std::vector<Model> models;  ///< models and views, files in order, as declared
  std::vector<Model> types;   ///< composite types (MongoDB)
  std::vector<Enum> enums;
  std::vector<std::unique_ptr<const Relation>> relations;  ///< by the order of their first field
  std::vector<Source> sources;
  std::vector<Diagnostic> warnings;

  Provider provider() const noexcept { return datasource ? datasource->provider : Provider::none; }
  RelationMode relation_mode() const noexcept {
    return datasource ? datasource->relation_mode : RelationMode::foreign_keys;
  }
  /// nullptr where there is none. Looks at each: for setting up, not for every request.
  const Model* find_model(std::string_view name) const noexcept;
  const Enum* find_enum(std::string_view name) const noexcept;
};

}  // namespace tenon::schema
