#pragma once

#include <string>
#include <vector>

#include <tenon/schema/schema.hpp>

namespace tenon::sql::generate {

/// A field as the generated code shows it.
struct FieldPlan {
  const schema::Field* field = nullptr;
  std::string member{};  ///< "created_at"
  std::string scalar{};  ///< C++ type without std::optional: "std::string", "Role"; empty for relations
  std::string value{};   ///< with it: "std::optional<std::string>"
  std::string other{};   ///< relations: the other model's type name

  bool is_relation() const noexcept { return field->is_relation(); }
  bool is_list() const noexcept { return field->is_list(); }
  bool is_text() const noexcept { return scalar == "std::string"; }
  bool is_number() const noexcept;
  /// Whether it has an order: can be compared with lt and gt.
  bool is_ordered() const noexcept;
  /// Whether there is a smallest and a largest. Those of an enum are the database's: on SQLite in the order of texts.
  bool has_extremes() const noexcept;
};

struct ModelPlan {
  const schema::Model* model = nullptr;
  std::string type;      ///< "OrderLine"
  std::string delegate;  ///< "order_line"
  std::vector<FieldPlan> fields;

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
  bool has_json = false;
};

/// Throws Invalid as generate() does.
Plan make_plan(const schema::Schema& schema, std::string_view name);

std::string write_header(const Plan& plan);
std::string write_source(const Plan& plan, const schema::Schema& schema);

}  // namespace tenon::sql::generate
