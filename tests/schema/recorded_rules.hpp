#pragma once

#include <string_view>

/// Which rule of Tenon stands for which message of Prisma: the first row whose fragment occurs in the message. Rows
/// with the same rule stand together; more special fragments come before more general ones.
namespace tenon::schema::corpus {

struct RecordedRule {
  std::string_view fragment;
  std::string_view rule;
};

inline constexpr RecordedRule recorded_rules[] = {
    // lines and words
    {"This line is ", "invalid_line"},
    {"This block is invalid", "unknown_block"},
    {"Unknown escape sequence", "bad_escape"},
    {"Invalid unicode escape", "bad_escape"},
    {"please use `Type[]` instead of `[Type]`", "legacy_list"},
    {"Trailing commas are not valid", "trailing_comma"},
    {"argument is missing a value", "missing_value"},
    // names
    {"The character `-` is not allowed", "bad_name"},
    {"must not start with a number", "bad_name"},
    {"reserved", "reserved_name"},
    {"The model with database name", "duplicate_table"},
    {"An enum with the same database name", "duplicate_enum"},
    {"cannot be defined because", "duplicate_name"},
    {"is already defined on enum", "duplicate_value"},
    {"is already defined on model", "duplicate_field"},
    {"is already defined in", "duplicate_key"},
    // datasource and generators
    {"\"provider\" is missing", "missing_provider"},
    {"env() function in the provider", "provider_from_environment"},
    {"provider argument in a datasource must be a string", "provider_not_a_string"},
    {"Datasource provider not known", "unknown_provider"},
    {"Property not known", "unknown_property"},
    {"no longer supported in schema files", "connection_in_schema"},
    {"Invalid relation mode", "bad_relation_mode"},
    {"`relationMode` attributes cannot be used together", "relation_mode_twice"},
    {"more than one datasource", "second_datasource"},
    {"The `schemas` property is not supported", "schemas_not_supported"},
    {"only available with the `postgresqlExtensions`", "preview_needed"},
    {"Partial indexes are a preview feature", "preview_needed"},
    {"only available with the `views`", "preview_needed"},
    {"The preview feature", "unknown_preview"},
    {"@@schema is not supported", "schema_not_supported"},
    {"This schema is not defined in the datasource", "unknown_schema"},
    {"is missing an `@@schema` attribute", "missing_schema"},
    // types
    {"is neither a built-in type", "unknown_type"},
    {"Relation fields inside composite types", "relation_in_type"},
    {"Composite types are not supported", "composite_not_supported"},
    {"A type must have at least one field", "empty_type"},
    {"The name of a composite type is not persisted", "attribute_in_type"},
    {"Defaults on fields of type composite", "composite_default"},
    {"The types cause an endless cycle", "composite_cycle"},
    {"is not supported on composite fields", "composite_autoincrement"},
    {"does not support lists of primitive types", "lists_not_supported"},
    {"does not support the Decimal type", "decimal_not_supported"},
    {"is not compatible with declared field type", "native_type_mismatch"},
    {"is out of range for native type", "native_type_range"},
    {"nonnegative integer", "native_type_argument"},
    {"Native type ", "unknown_native_type"},
    // attributes and their arguments
    {"Attribute not known", "unknown_attribute"},
    {"can only be defined once", "defined_twice"},
    {"No such argument", "unknown_argument"},
    {"already specified as unnamed argument", "duplicate_argument"},
    {"multiple unnamed arguments", "too_many_unnamed"},
    {"but received", "wrong_value"},
    {"cannot be used on relation fields", "map_on_relation"},
    {"The field name cannot start with", "bad_mongodb_name"},
    {"@updatedAt must be of type", "updated_at_type"},
    {"@updatedAt cannot be lists", "updated_at_list"},
    // defaults
    {"Expected an enum value", "wrong_enum_default"},
    {"is not a valid value of the enum", "unknown_enum_default"},
    {"value, but found", "wrong_default"},
    {"Parse error:", "bad_default"},
    {"Unknown function in @default()", "unknown_function"},
    {"takes either no argument", "function_arguments"},
    {"does not take any argument", "function_arguments"},
    {"cannot be used on fields of type", "function_type"},
    {"database name for the default value", "default_map"},
    {"does not support the `auto()`", "auto_not_supported"},
    {"must have `ObjectId` native type", "auto_not_object_id"},
    {"`dbgenerated()` function is not allowed", "dbgenerated_not_supported"},
    {"is used on a non-id field", "autoincrement_not_id"},
    {"is used on a non-indexed field", "autoincrement_not_id"},
    {"datasource that does not support it", "autoincrement_not_supported"},
    // keys and indexes
    {"at least one unique criteria", "no_identity"},
    {"marked as id must be required", "id_not_required"},
    {"refers to the optional field", "id_not_required"},
    {"cannot be marked with `@id`", "id_on_relation"},
    {"cannot be marked with `unique`", "unique_on_relation"},
    {"refers to the relation field", "relation_in_key"},
    {"refers to the unknown field", "unknown_field"},
    {"refers to the field a multiple times", "repeated_field"},
    {"cannot be empty. Please specify at least one field", "empty_key"},
    {"does not support compound ids", "compound_id_not_supported"},
    {"must have an @map(\"_id\")", "mongodb_id_name"},
    {"database name for the primary key", "named_key_not_supported"},
    {"clustering is not supported", "clustering_not_supported"},
    {"The length argument is not supported", "length_not_supported"},
    {"The sort argument is not supported", "sort_not_supported"},
    {"Expected one of: Asc, Desc", "wrong_sort"},
    {"Unknown index type", "unknown_index_type"},
    {"given index type is not supported", "index_type_not_supported"},
    {"fulltext indexes is not supported", "fulltext_not_supported"},
    {"given operator class", "operator_class_index"},
    {"Operator classes can only be defined", "operator_class_not_allowed"},
    {"in nested where clause object", "bad_where"},
    {"`name` argument as an alias for the `map`", "name_and_map"},
    {"only allows for the following characters", "bad_client_name"},
    {"The given custom name", "duplicate_client_name"},
    {"The given constraint name", "duplicate_constraint"},
    {"Views cannot have primary keys", "view_has_id"},
    {"Views cannot have indexes", "view_has_index"},
    // relations
    {"Invalid field type, not a relation", "relation_on_scalar"},
    {"is missing an opposite relation field", "missing_opposite"},
    {"Ambiguous relation detected", "ambiguous_relation"},
    {"Ambiguous self relation detected", "ambiguous_self_relation"},
    {"Wrongly named self relation", "crowded_self_relation"},
    {"Wrongly named relation", "relation_name_twice"},
    {"both provide the", "key_on_both_sides"},
    {"do not provide the", "no_key"},
    {"set them on the required side", "key_on_wrong_side"},
    {"must not specify the `fields` or `references`", "key_on_list_side"},
    {"must not specify the `onDelete` or `onUpdate`", "action_on_back_side"},
    {"must specify the `fields`", "missing_fields"},
    {"must specify the `references`", "missing_references"},
    {"the same number of fields", "key_count"},
    {"must refer only to existing fields", "unknown_relation_field"},
    {"must refer only to scalar fields", "relation_in_relation"},
    {"must refer to a unique criterion", "reference_not_unique"},
    {"Embedded many-to-many relations", "embedded_many_to_many"},
    {"should not have references argument", "many_to_many_references"},
    {"Implicit many-to-many relations are not supported", "implicit_many_to_many"},
    {"does not support named foreign keys", "named_foreign_key"},
    {"Allowed values: (", "action_not_supported"},
    {"Invalid referential action", "unknown_action"},
    {"must not be set to `SetNull`", "set_null_on_required"},
    {"Reference causes a cycle", "relation_cycle"},
    {"A self-relation must have", "self_relation_cycle"},
};

/// Empty for a message that no row knows.
inline std::string_view rule_of(std::string_view message) {
  for (const RecordedRule& row : recorded_rules) {
    if (message.find(row.fragment) != std::string_view::npos) return row.rule;
  }
  return {};
}

}  // namespace tenon::schema::corpus
