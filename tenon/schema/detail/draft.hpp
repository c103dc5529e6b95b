#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/detail/ast.hpp>
#include <tenon/schema/detail/engine.hpp>
#include <tenon/schema/detail/reporter.hpp>
#include <tenon/schema/schema.hpp>

/// The schema while it is being made: the model that parse() returns, beside the tree it is made from. The steps run
/// in the order in which they are declared here; each fills in what the next ones read.
namespace tenon::schema::detail {

/// A key or index with what only its checks need.
struct KeyDraft {
  Model* model = nullptr;
  Index index;  ///< moved into its model by place_keys(), which sets `placed`
  Index* placed = nullptr;
  const ast::Attribute* node = nullptr;
  std::string_view label;           ///< "@@index"
  Span name_span;                   ///< of the `map:` argument, else of the attribute
  std::optional<Span> custom_name;  ///< of the `name:` argument
};

/// A relation field with the arguments of its `@relation`.
struct RelationDraft {
  Model* model = nullptr;
  Field* field = nullptr;
  const Model* target = nullptr;
  const ast::Attribute* node = nullptr;  ///< nullptr without `@relation`
  Span attribute_span;                   ///< of `@relation`, else of the field
  std::string name;                      ///< as given; empty: none
  bool fields_written = false;
  bool references_written = false;
  std::vector<const Field*> fields;
  std::vector<const Field*> references;
  std::optional<ReferentialAction> on_delete;
  std::optional<ReferentialAction> on_update;
  Span on_delete_span;
  Span on_update_span;
  std::string map;
  std::optional<Span> map_span;

  bool has_key() const noexcept { return !fields.empty() || !references.empty(); }
};

/// Two relation fields that belong together, and what is made of them.
struct Pair {
  RelationDraft* first = nullptr;  ///< the field declared first
  RelationDraft* second = nullptr;
  RelationDraft* holder = nullptr;  ///< the one with the key; nullptr for many-to-many
  Relation* relation = nullptr;

  RelationDraft* other(const RelationDraft* side) const noexcept { return side == first ? second : first; }
};

struct Draft {
  Draft(std::span<const Source> all, Reporter& to) : sources(all), reporter(to) {}

  std::span<const Source> sources;
  Reporter& reporter;
  Schema schema;
  std::vector<ast::Document> documents;
  std::vector<const ast::Block*> model_nodes;  ///< parallel to schema.models
  std::vector<const ast::Block*> type_nodes;   ///< parallel to schema.types
  std::vector<const ast::Block*> enum_nodes;   ///< parallel to schema.enums
  std::set<const Field*> untyped;  ///< fields whose type is wrong; nothing more is said about their attributes
  std::vector<KeyDraft> keys;
  std::vector<RelationDraft> relations;
  std::vector<Pair> pairs;

  const Engine& engine() const noexcept { return engine_of(schema.provider()); }
  /// Whether the database itself watches over relations.
  bool has_foreign_keys() const noexcept {
    return engine().foreign_keys && schema.relation_mode() == RelationMode::foreign_keys;
  }
  bool has_preview(std::string_view feature) const noexcept;
  const ast::Block& node(const Model& model) const noexcept;
  const ast::Field& node(const Field& field) const noexcept { return node(*field.model).fields[field.index]; }
};

/// Datasource and generators. Their errors end the reading.
void read_configuration(Draft& draft);
/// Strings that the engine cannot hold.
void check_texts(Draft& draft);
/// Models, types and enums with their fields and types: names and types are settled.
void declare_blocks(Draft& draft);
/// Every attribute on fields, values and blocks.
void read_attributes(Draft& draft);
/// Keys and indexes move into their models; names not given are made.
void place_keys(Draft& draft);
/// Relation fields are matched in pairs, and each pair becomes a Relation.
void pair_relations(Draft& draft);
/// The rules about models and relations; they need everything above without errors.
void check_models(Draft& draft);
void check_composites(Draft& draft);
void check_fields(Draft& draft);
void check_keys(Draft& draft);
void check_constraint_names(Draft& draft);
void check_relations(Draft& draft);
void check_actions(Draft& draft);

}  // namespace tenon::schema::detail
