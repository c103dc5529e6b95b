#pragma once

#include <string_view>

#include <tenon/schema/detail/draft.hpp>

/// The readers of the single attributes; read_attributes() calls them.
namespace tenon::schema::detail {

void read_default(Draft& draft, Field& field, const ast::Attribute& attribute);
/// `type` is the attribute's name without the datasource: "VarChar".
void read_native_type(Draft& draft, Field& field, const ast::Attribute& attribute, std::string_view type);
/// `@id` and `@unique`.
void read_field_key(Draft& draft, Field& field, const ast::Attribute& attribute, IndexKind kind);
/// `@@id`, `@@unique`, `@@index` and `@@fulltext`.
void read_block_key(Draft& draft, Model& model, const ast::Attribute& attribute, IndexKind kind);
void read_relation(Draft& draft, Field& field, const ast::Attribute& attribute);

/// The SQL of a partial index's `where:`.
std::string read_where(Draft& draft, const Model& model, const ast::Argument& argument, Span attribute);

}  // namespace tenon::schema::detail
