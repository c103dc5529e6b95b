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

/// What a user would miss.
std::string note_about(const schema::Model& model, const schema::Field& field) {
  if (field.is_ignored || field.is_relation() || is_shown(field)) return {};
  const std::string name = model.name + "." + field.name;
  if (field.is_list()) return name + " is left out of the client: lists of scalars are not supported.";
  std::string note = name + " is left out of the client: it has no type of Prisma's.";
  if (field.is_required() && !field.default_value) {
    note += " It is required, so the client cannot create a " + model.name + ".";
  }
  return note;
}

template <class Items, class Function>
std::vector<std::string_view> own_names(const Items& items, Function name) {
  std::vector<std::string_view> names;
  names.reserve(items.size());
  for (const auto& item : items) names.push_back(name(item));
  return names;
}

std::vector<std::string> enumerators_of(const schema::Enum& enumeration) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const schema::EnumValue& value : enumeration.values) {
    names.push_back(enumerator_name(value.name));
    seen.insert(names.back());
  }
  if (seen.size() == names.size()) return names;
  names.clear();  // values that differ in capitals only keep them
  for (const schema::EnumValue& value : enumeration.values) names.push_back(value.name + "_");
  return names;
}

constexpr const char* suffixes[] = {"Where", "WhereUnique", "OrderBy",    "Include", "Select",   "Create", "Update",
                                    "Field", "NumberFlags", "FieldFlags", "Sums",    "Averages", "Values", "Types"};

class Planner {
 public:
  Planner(const schema::Schema& schema, std::string_view name) : schema_(schema) { plan_.name = name; }

  Plan make() {
    name_types();
    for (ModelPlan& model : plan_.models) {
      plan_fields(model);
      plan_keys(model);
    }
    for (ModelPlan& model : plan_.models) plan_aliases(model);
    return std::move(plan_);
  }

 private:
  void name_types() {
    for (const schema::Enum& enumeration : schema_.enums) plan_.enums.push_back({.enumeration = &enumeration});
    for (const schema::Model& model : schema_.models) {
      if (is_shown(model)) plan_.models.push_back({.model = &model});
    }
    std::vector<std::string_view> own =
        own_names(plan_.enums, [](const EnumPlan& each) -> std::string_view { return each.enumeration->name; });
    const auto models =
        own_names(plan_.models, [](const ModelPlan& each) -> std::string_view { return each.model->name; });
    own.insert(own.end(), models.begin(), models.end());
    const auto name_of = [](std::string_view name) {
      std::string type = type_name(name);
      if (type == "Client" || type == "Transaction") type += '_';
      return type;
    };
    const std::vector<std::string> types = types_.give_all(own, name_of);
    for (std::size_t i = 0; i < plan_.enums.size(); ++i) {
      plan_.enums[i].type = types[i];
      plan_.enums[i].enumerators = enumerators_of(*plan_.enums[i].enumeration);
    }
    const std::vector<std::string> delegates = Names({"transaction"}).give_all(models, [](std::string_view name) {
      std::string member = member_name(name);
      return member == "transaction" ? member + "_" : member;
    });
    for (std::size_t i = 0; i < plan_.models.size(); ++i) {
      plan_.models[i].type = types[plan_.enums.size() + i];
      plan_.models[i].delegate = delegates[i];
    }
  }

  FieldPlan plan_field(const schema::Field& field, std::string member) const {
    FieldPlan plan{.field = &field, .member = std::move(member)};
    if (field.is_relation()) {
      const auto other = std::find_if(plan_.models.begin(), plan_.models.end(),
                                      [&](const ModelPlan& each) { return each.model == field.relation->model; });
      plan.other = other->type;
      plan.other_index = other->model->index;
      return plan;
    }
    plan.scalar = plan.is_enum() ? "::" + plan_.name + "::" + plan_.enums[plan_.index_of(*field.enumeration)].type
                                 : scalar_type(field.scalar);
    plan.value = field.is_required() ? plan.scalar : "std::optional<" + plan.scalar + ">";
    return plan;
  }

  void plan_fields(ModelPlan& model) {
    std::vector<const schema::Field*> shown;
    for (const schema::Field& field : model.model->fields) {
      if (is_shown(field)) shown.push_back(&field);
      if (std::string note = note_about(*model.model, field); !note.empty()) plan_.notes.push_back(std::move(note));
    }
    const std::vector<std::string> members =
        Names({"AND", "OR", "NOT", "also"})
            .give_all(own_names(shown, [](const schema::Field* field) -> std::string_view { return field->name; }),
                      &member_name);
    for (std::size_t i = 0; i < shown.size(); ++i) model.fields.push_back(plan_field(*shown[i], members[i]));
  }

  void plan_keys(ModelPlan& model) {
    std::set<std::string> taken{"also"};
    for (const FieldPlan& field : model.fields) taken.insert(field.member);
    Names names(std::move(taken));
    std::set<std::vector<const schema::Field*>> seen;
    const auto plan_key = [&](const schema::Index& key, std::string place) {
      std::vector<const schema::Field*> fields;
      fields.reserve(key.fields.size());
      for (const schema::IndexField& part : key.fields) fields.push_back(part.field);
      const bool shown = std::all_of(fields.begin(), fields.end(), [](const auto* field) { return is_shown(*field); });
      if (!shown || !seen.insert(fields).second) return;
      KeyPlan plan{.key = &key, .place = std::move(place)};
      if (fields.size() == 1) {
        plan.member = model.plan_of(*fields.front()).member;
      } else {
        plan.member = names.give(member_name(key.name), key.name);
        plan.type = model.type + "Key" + std::to_string(model.keys.size() + 1);
        plan.alias = model.type;
        for (const schema::Field* field : fields) plan.alias += type_name(field->name);
      }
      model.keys.push_back(std::move(plan));
    };
    if (model.model->primary_key) plan_key(*model.model->primary_key, "tenon::sql::typed::Part::primary");
    for (std::size_t i = 0; i < model.model->uniques.size(); ++i) plan_key(model.model->uniques[i], std::to_string(i));
  }

  void plan_aliases(ModelPlan& model) {
    const auto take = [&](const std::string& alias) {
      if (types_.has(alias)) return false;
      types_.give(alias, alias);
      return true;
    };
    for (const char* suffix : suffixes) {
      if (take(model.type + suffix)) model.aliases.push_back(suffix);
    }
    for (KeyPlan& key : model.keys) {
      if (!key.alias.empty() && !take(key.alias)) key.alias.clear();
    }
  }

  const schema::Schema& schema_;
  Names types_{{"Client", "Transaction"}};
  Plan plan_;
};

}  // namespace

bool FieldPlan::is_number() const noexcept {
  return scalar == "std::int32_t" || scalar == "std::int64_t" || scalar == "double" || scalar == "tenon::Decimal";
}

bool FieldPlan::is_ordered() const noexcept { return is_number() || is_text() || scalar == "tenon::Instant"; }

bool FieldPlan::has_extremes() const noexcept { return is_ordered() || is_enum(); }

const FieldPlan& ModelPlan::plan_of(const schema::Field& field) const {
  return *std::find_if(fields.begin(), fields.end(), [&](const FieldPlan& plan) { return plan.field == &field; });
}

std::size_t Plan::index_of(const schema::Enum& enumeration) const {
  const auto found =
      std::find_if(enums.begin(), enums.end(), [&](const EnumPlan& plan) { return plan.enumeration == &enumeration; });
  return static_cast<std::size_t>(found - enums.begin());
}

Plan make_plan(const schema::Schema& schema, std::string_view name) {
  if (!is_namespace_name(name)) {
    throw Invalid("bad_name",
                  "\"" + std::string(name) +
                      "\" cannot be a namespace, or C has something of that name; rename the schema, or give "
                      "another name with --name.");
  }
  return Planner(schema, name).make();
}

std::size_t usual_groups(std::size_t models) {
  constexpr std::size_t models_of_a_group = 10;
  return std::max<std::size_t>(1, (models + models_of_a_group - 1) / models_of_a_group);
}

Files generate(const schema::Schema& schema, std::string_view name, std::size_t groups) {
  Plan plan = make_plan(schema, name);
  if (groups == 0) groups = usual_groups(plan.models.size());
  Files files;
  std::string all =
      "// Made by `tenon generate`: the typed client of a schema. Changes are lost.\n#pragma once\n\n#include \"" +
      plan.name + "/client.hpp\"\n";
  files.headers.push_back({plan.name + "/client.hpp", write_client_header(plan, schema)});
  for (const ModelPlan& model : plan.models) {
    const std::string path = plan.name + "/model/" + model.delegate + ".hpp";
    all += "#include \"" + path + "\"\n";
    files.headers.push_back({path, write_model_header(plan, model)});
  }
  files.headers.push_back({plan.name + ".hpp", std::move(all)});
  for (std::size_t i = 0; i < groups; ++i) {
    const std::size_t first = plan.models.size() * i / groups;
    const std::size_t last = plan.models.size() * (i + 1) / groups;
    if (i == 0) {
      files.sources.push_back({plan.name + ".cpp", write_client_source(plan, schema) +
                                                       write_group_source(plan, first, last, plan.name + "/")});
    } else {
      files.sources.push_back(
          {plan.name + "/group_" + std::to_string(i + 1) + ".cpp", write_group_source(plan, first, last, "")});
    }
  }
  files.notes = std::move(plan.notes);
  return files;
}

}  // namespace tenon::sql::generate
