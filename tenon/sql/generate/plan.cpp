#include <tenon/sql/generate/plan.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/generate/generate.hpp>
#include <tenon/sql/generate/names.hpp>

namespace tenon::sql::generate {
namespace {

std::string scalar_type(schema::Scalar scalar) {
  switch (scalar) {
    case schema::Scalar::string: return "std::string";
    case schema::Scalar::boolean: return "bool";
    case schema::Scalar::int_: return "std::int32_t";
    case schema::Scalar::big_int: return "std::int64_t";
    case schema::Scalar::float_: return "double";
    case schema::Scalar::decimal: return "tenon::Decimal";
    case schema::Scalar::date_time: return "tenon::Instant";
    case schema::Scalar::json: return "tenon::json::Value";
    case schema::Scalar::bytes: return "tenon::sql::Blob";
  }
  return {};
}

bool is_shown(const schema::Model& model) { return model.kind == schema::ModelKind::table && !model.is_ignored; }

bool is_shown(const schema::Field& field) {
  if (field.is_ignored) return false;
  if (field.is_relation()) return is_shown(*field.relation->model);
  const bool is_value = field.kind == schema::FieldKind::scalar || field.kind == schema::FieldKind::enumeration;
  return is_value && !field.is_list();
}

/// Sees to it that a name is given once.
class Names {
 public:
  explicit Names(std::string where) : where_(std::move(where)) {}
  void take(const std::string& name) {
    if (names_.insert(name).second) return;
    throw Invalid("name_clash", "Two things would be called " + name + " in " + where_ +
                                    "; rename one and keep its "
                                    "name in the database with @map or @@map.");
  }

 private:
  std::string where_;
  std::set<std::string> names_;
};

FieldPlan plan_field(const schema::Field& field) {
  FieldPlan plan{.field = &field, .member = member_name(field.name)};
  if (field.is_relation()) {
    plan.other = type_name(field.relation->model->name);
    return plan;
  }
  const bool is_enum = field.kind == schema::FieldKind::enumeration;
  plan.scalar = is_enum ? type_name(field.enumeration->name) : scalar_type(field.scalar);
  plan.value = field.is_required() ? plan.scalar : "std::optional<" + plan.scalar + ">";
  return plan;
}

EnumPlan plan_enum(const schema::Enum& enumeration) {
  EnumPlan plan{.enumeration = &enumeration, .type = type_name(enumeration.name)};
  std::set<std::string> seen;
  bool unique = true;
  for (const schema::EnumValue& value : enumeration.values) {
    plan.enumerators.push_back(enumerator_name(value.name));
    unique = seen.insert(plan.enumerators.back()).second && unique;
  }
  if (unique) return plan;
  plan.enumerators.clear();  // values that differ in capitals only keep them
  for (const schema::EnumValue& value : enumeration.values) plan.enumerators.push_back(value.name + "_");
  return plan;
}

}  // namespace

bool FieldPlan::is_number() const noexcept {
  return scalar == "std::int32_t" || scalar == "std::int64_t" || scalar == "double" || scalar == "tenon::Decimal";
}

bool FieldPlan::is_ordered() const noexcept { return is_number() || is_text() || scalar == "tenon::Instant"; }

bool FieldPlan::has_extremes() const noexcept { return is_ordered() || field->kind == schema::FieldKind::enumeration; }

const FieldPlan& ModelPlan::plan_of(const schema::Field& field) const {
  return *std::find_if(fields.begin(), fields.end(), [&](const FieldPlan& plan) { return plan.field == &field; });
}

Plan make_plan(const schema::Schema& schema, std::string_view name) {
  if (!is_namespace_name(name)) {
    throw Invalid("bad_name", "\"" + std::string(name) + "\" cannot be a namespace; give another name with --name.");
  }
  Plan plan{.name = std::string(name)};
  Names types("the schema");
  for (const char* own : {"Client", "Transaction"}) types.take(own);
  for (const schema::Enum& enumeration : schema.enums) {
    types.take(plan.enums.emplace_back(plan_enum(enumeration)).type);
  }
  Names delegates("Client");
  for (const schema::Model& model : schema.models) {
    if (!is_shown(model)) continue;
    ModelPlan& planned = plan.models.emplace_back();
    planned.model = &model;
    planned.type = type_name(model.name);
    planned.delegate = member_name(model.name);
    if (planned.delegate == "transaction") planned.delegate += '_';
    delegates.take(planned.delegate);
    for (const char* suffix : {"", "Where", "WhereUnique", "OrderBy", "Include", "Select", "Create", "Update", "Field",
                               "NumberFlags", "FieldFlags", "Sums", "Averages", "Values", "Types"}) {
      types.take(planned.type + suffix);
    }
    Names members(model.name);
    for (const schema::Field& field : model.fields) {
      if (!is_shown(field)) continue;
      members.take(planned.fields.emplace_back(plan_field(field)).member);
      plan.has_json = plan.has_json || planned.fields.back().scalar == "tenon::json::Value";
    }
  }
  return plan;
}

Files generate(const schema::Schema& schema, std::string_view name) {
  const Plan plan = make_plan(schema, name);
  return {write_header(plan), write_source(plan, schema)};
}

}  // namespace tenon::sql::generate
