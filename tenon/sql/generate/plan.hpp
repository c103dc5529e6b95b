#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/schema.hpp>

namespace tenon::sql::generate {

/// A field as the generated code shows it.
struct FieldPlan {
  const schema::Field* field = nullptr;
  std::string member{};         ///< "created_at"
  std::string scalar{};         ///< C++ type without std::optional: "std::string", "::shop::Role"; empty for relations
  std::string value{};          ///< with it: "std::optional<std::string>"
  std::string other{};          ///< relations: the other model's type name
  std::size_t other_index = 0;  ///< and its place in the schema

  bool is_relation() const noexcept { return field->is_relation(); }
  bool is_list() const noexcept { return field->is_list(); }
  bool is_enum() const noexcept { return field->kind == schema::FieldKind::enumeration; }
  bool is_text() const noexcept { return scalar == "std::string"; }
  bool is_number() const noexcept;
  /// Whether it has an order: can be compared with lt and gt.
  bool is_ordered() const noexcept;
  /// Whether there is a smallest and a largest. Those of an enum are the database's: on SQLite in the order of texts.
  bool has_extremes() const noexcept;
};

/// The primary key, or a unique constraint. Of those on the same fields there is one.
struct KeyPlan {
  const schema::Index* key = nullptr;
  std::string member{};
  std::string type{};   ///< of several fields: the struct of their values, in namespace inputs
  std::string alias{};  ///< what it is called beside the row, if that is free
  std::string place{};  ///< "Part::primary", or the position among the uniques
};

struct ModelPlan {
  const schema::Model* model = nullptr;
  std::string type{};      ///< "OrderLine"
  std::string delegate{};  ///< "order_line", also the name of its header
  std::vector<FieldPlan> fields{};
  std::vector<KeyPlan> keys{};
  std::vector<std::string> aliases{};  ///< suffixes of those of its types that are found beside the row: "Where"

  const FieldPlan& plan_of(const schema::Field& field) const;
};

struct EnumPlan {
  const schema::Enum* enumeration = nullptr;
  std::string type{};
  std::vector<std::string> enumerators{};
};

/// Everything that is generated, with its names in C++.
struct Plan {
  std::string name{};  ///< the namespace
  std::vector<EnumPlan> enums{};
  std::vector<ModelPlan> models{};
  std::vector<std::string> notes{};

  /// The types of the arguments: `::shop::inputs::`.
  std::string inputs() const { return "::" + name + "::inputs::"; }
  std::size_t index_of(const schema::Enum& enumeration) const;
};

/// Throws Invalid as generate() does.
Plan make_plan(const schema::Schema& schema, std::string_view name);

std::string write_client_header(const Plan& plan, const schema::Schema& schema);
std::string write_model_header(const Plan& plan, const ModelPlan& model);
std::string write_client_source(const Plan& plan, const schema::Schema& schema);
/// The tables and descriptions of some models; `folder`: of the client's headers, from there.
std::string write_group_source(const Plan& plan, std::size_t first, std::size_t last, std::string_view folder);

}  // namespace tenon::sql::generate
