#include <algorithm>
#include <string>

#include <tenon/sql/generate/plan.hpp>
#include <tenon/sql/generate/text.hpp>

/// `shop/group_1.cpp`: constants about some models (tenon/sql/typed/detail/shape.hpp), and the functions that only
/// their types can be given.
namespace tenon::sql::generate {
namespace {

/// "Scalar::string, true": of a field's values.
std::string scalar_of(const FieldPlan& field) {
  const auto name = [&]() -> const char* {
    if (field.is_enum()) return "enumeration";
    switch (field.field->scalar) {
      case schema::Scalar::string: return "string";
      case schema::Scalar::boolean: return "boolean";
      case schema::Scalar::int_: return "int_";
      case schema::Scalar::big_int: return "big_int";
      case schema::Scalar::float_: return "float_";
      case schema::Scalar::decimal: return "decimal";
      case schema::Scalar::date_time: return "date_time";
      case schema::Scalar::json: return "json";
      case schema::Scalar::bytes: return "bytes";
    }
    return "";
  };
  return std::string("Scalar::") + name();
}

class TablesWriter {
 public:
  explicit TablesWriter(const Plan& plan) : plan_(plan) {}

  std::string write(std::size_t first, std::size_t last, std::string_view folder) {
    text_.line("// Made by `tenon generate`: the typed client of a schema. Changes are lost.");
    for (std::size_t i = first; i < last; ++i)
      text_.line({"#include \"", folder, "model/", plan_.models[i].delegate, ".hpp\""});
    text_.line();
    text_.line("#include <cstddef>");
    text_.line("#include <iterator>");
    text_.line();
    text_.line("#include <tenon/sql/typed/generated.hpp>");
    text_.line();
    text_.line(
        "// Rows hold unique_ptrs, which are no standard layout; GCC and Clang know their offsets all the same.");
    text_.line("#pragma GCC diagnostic ignored \"-Winvalid-offsetof\"");
    text_.line();
    text_.line({"namespace ", plan_.name, "::tables {"});
    text_.line("namespace {");
    for (const char* name : {"AggregatePart", "Part", "PartKind", "RowPart", "Scalar", "Shape", "parts_ops"}) {
      text_.line({"using tenon::sql::typed::", name, ";"});
    }
    text_.line("}  // namespace");
    text_.line({"}  // namespace ", plan_.name, "::tables"});
    text_.line();
    for (std::size_t i = first; i < last; ++i) {
      text_.line({"namespace ", plan_.name, "::tables {"});
      text_.line("namespace {");
      write_shapes(plan_.models[i]);
      write_row(plan_.models[i]);
      write_aggregates(plan_.models[i]);
      text_.line("}  // namespace");
      write_keys(plan_.models[i]);
      write_tables(plan_.models[i]);
      text_.line({"}  // namespace ", plan_.name, "::tables"});
      text_.line();
      describe_row(plan_.models[i]);
    }
    return text_.take();
  }

 private:
  static std::string number(const ModelPlan& model) { return std::to_string(model.model->index); }
  static std::string table(std::size_t index) { return "&m" + std::to_string(index); }
  std::string row(const ModelPlan& model) const { return "::" + plan_.name + "::" + model.type; }
  std::string input(const ModelPlan& model, const char* suffix) const { return plan_.inputs() + model.type + suffix; }
  std::string functions(const FieldPlan& field) const {
    return field.is_enum() ? "&e" + std::to_string(plan_.index_of(*field.field->enumeration)) : "nullptr";
  }
  static std::string name(const char* prefix, const ModelPlan& model) { return prefix + number(model); }

  void part(const std::string& type, const std::string& member, const std::string& index, const std::string& kind,
            const std::string& scalar = "Scalar::boolean", bool nullable = false,
            const std::string& other = "nullptr") {
    text_.line({"    {offsetof(", type, ", ", member, "), ", index, ", PartKind::", kind, ", ", scalar,
                nullable ? ", true, " : ", false, ", other, "},"});
  }

  /// An array of parts and, over it, a shape.
  template <class Function>
  void shape(const std::string& name, Function write_parts) {
    text_.line({"constexpr Part ", name, "_parts[] = {"});
    write_parts();
    text_.line("    {},");  // an array is not empty
    text_.line("};");
    text_.line({"constexpr Shape ", name, "{", name, "_parts, std::size(", name, "_parts) - 1};"});
  }

  static std::string index_of(const FieldPlan& field) { return std::to_string(field.field->index); }

  /// One part for each field: a value's, or a relation's to one or many.
  void field_parts(const std::string& type, const ModelPlan& model, const char* value, const char* one,
                   const char* many) {
    for (const FieldPlan& field : model.fields) {
      if (field.is_relation()) {
        part(type, field.member, index_of(field), field.is_list() ? many : one, "Scalar::boolean", false,
             table(field.other_index));
      } else if (value) {
        part(type, field.member, index_of(field), value, scalar_of(field), !field.field->is_required());
      }
    }
  }

  void write_shapes(const ModelPlan& model) {
    shape(name("where_", model), [&] {
      const std::string type = input(model, "Where");
      field_parts(type, model, "filter", "to_one", "to_many");
      for (const auto& [member, kind] : {std::pair{"AND", "all"}, std::pair{"OR", "any"}, std::pair{"NOT", "none"}}) {
        part(type, member, "0", kind, "Scalar::boolean", false, table(model.model->index));
      }
    });
    shape(name("unique_", model), [&] { write_unique(model); });
    shape(name("order_by_", model),
          [&] { field_parts(input(model, "OrderBy"), model, "order", "order_by_related", "order_by_count"); });
    shape(name("include_", model),
          [&] { field_parts(input(model, "Include"), model, nullptr, "one_included", "many_included"); });
    shape(name("select_", model),
          [&] { field_parts(input(model, "Select"), model, "selected", "one_included", "many_included"); });
    shape(name("create_", model),
          [&] { field_parts(input(model, "Create"), model, "value", "create_one", "create_many"); });
    shape(name("update_", model), [&] {
      const std::string type = input(model, "Update");
      for (const FieldPlan& field : model.fields) {
        if (field.is_relation()) {
          part(type, field.member, index_of(field), field.is_list() ? "update_many" : "update_one", "Scalar::boolean",
               false, table(field.other_index));
        } else {
          part(type, field.member, index_of(field), field.is_number() ? "number" : "value", scalar_of(field),
               !field.field->is_required());
        }
      }
    });
  }

  void write_unique(const ModelPlan& model) {
    const std::string type = input(model, "WhereUnique");
    for (std::size_t i = 0; i < model.keys.size(); ++i) {
      const KeyPlan& key = model.keys[i];
      if (key.type.empty()) {
        part(type, key.member, key.place, "key", scalar_of(model.plan_of(*key.key->fields.front().field)));
      } else {
        part(type, key.member, key.place, "keys", "Scalar::boolean", false,
             "&k" + number(model) + "_" + std::to_string(i));
      }
    }
    part(type, "also", "0", "also", "Scalar::boolean", false, table(model.model->index));
  }

  void write_keys(const ModelPlan& model) {
    for (std::size_t i = 0; i < model.keys.size(); ++i) {
      const KeyPlan& key = model.keys[i];
      if (key.type.empty()) continue;
      const std::string name = number(model) + "_" + std::to_string(i);
      const std::string type = plan_.inputs() + key.type;
      text_.line("namespace {");
      shape("key_" + name, [&] {
        for (const schema::IndexField& field : key.key->fields) {
          const FieldPlan& plan = model.plan_of(*field.field);
          part(type, plan.member, index_of(plan), "value", scalar_of(plan));
        }
      });
      text_.line("}  // namespace");
      text_.line({"constinit const tenon::sql::typed::KeyTables k", name, "{key_", name, ", parts_ops<", type, ">(key_",
                  name, ")};"});
    }
  }

  void write_row(const ModelPlan& model) {
    text_.line({"constexpr RowPart row_", number(model), "[] = {"});
    for (const schema::Field& field : model.model->fields) {
      const auto plan = std::find_if(model.fields.begin(), model.fields.end(),
                                     [&](const FieldPlan& each) { return each.field == &field; });
      if (plan == model.fields.end()) {
        text_.line("    {},");
        continue;
      }
      text_.line({"    {offsetof(", row(model), ", ", plan->member, "), true, ",
                  field.is_required() ? "false, " : "true, ",
                  plan->is_relation() ? "Scalar::boolean" : scalar_of(*plan), ", ",
                  plan->is_relation() ? table(plan->other_index) : functions(*plan), "},"});
    }
    text_.line("};");
  }

  void write_aggregates(const ModelPlan& model) {
    text_.line({"constexpr AggregatePart aggregates_", number(model), "[] = {"});
    const auto place = [&](const char* suffix, const FieldPlan& field, bool is_there) {
      return is_there ? "offsetof(" + input(model, suffix) + ", " + field.member + ")" : "AggregatePart::none";
    };
    for (const FieldPlan& field : model.fields) {
      if (field.is_relation()) continue;
      text_.line({"    {", index_of(field), ", ", scalar_of(field), ", ", functions(field), ", ",
                  place("NumberFlags", field, field.is_number()), ", ",
                  place("FieldFlags", field, field.has_extremes()), ", ", place("Sums", field, field.is_number()), ", ",
                  place("Averages", field, field.is_number()), ", ", place("Values", field, true), "},"});
    }
    text_.line("    {},");
    text_.line("};");
  }

  void write_tables(const ModelPlan& model) {
    const std::string number = this->number(model);
    text_.line({"constinit const tenon::sql::typed::ModelTables m", number, " = tenon::sql::typed::model_tables<",
                input(model, "Types"), ">("});
    text_.line({"    {where_", number, ", unique_", number, ", order_by_", number, ", include_", number, ", select_",
                number, ", create_", number, ", update_", number, "},"});
    text_.line(
        {"    row_", number, ", aggregates_", number, ", std::size(aggregates_", number, ") - 1, m", number, ");"});
  }

  void describe_row(const ModelPlan& model) {
    const std::string number = this->number(model);
    std::vector<const FieldPlan*> fields;  // in the order of the struct's members
    for (const bool relations : {false, true}) {
      for (const FieldPlan& field : model.fields) {
        if (field.is_relation() == relations) fields.push_back(&field);
      }
    }
    text_.line("namespace {");
    text_.line({"constexpr tenon::sql::typed::RowNames<", std::to_string(fields.size()), "> names_", number, "({"});
    for (const FieldPlan* field : fields) text_.line({"    \"", field->field->name, "\","});
    text_.line("});");
    text_.line({"constexpr tenon::json::Member members_", number, "[] = {"});
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text_.line({"    tenon::sql::typed::row_member<&", row(model), "::", fields[i]->member, ">(names_", number, "[",
                  std::to_string(i), "]),"});
    }
    text_.line("};");
    text_.line({"constexpr tenon::json::ObjectOps ops_", number, " = tenon::sql::typed::row_ops<", row(model),
                ">(members_", number, ");"});
    text_.line("}  // namespace");
    const auto define = [&](const std::string& type, const std::string& value) {
      text_.line(
          {"template <> constinit const tenon::json::Type tenon::json::detail::Description<", type, ">::type ="});
      text_.line({"    ", value, ";"});
    };
    define(row(model),
           "tenon::sql::typed::row_type<" + row(model) + ">(\"" + model.model->name + "\", ops_" + number + ")");
    for (const char* relation : {"tenon::sql::One<", "tenon::sql::Many<"}) {
      const std::string type = relation + row(model) + ">";
      define(type, "tenon::json::Describe<" + type + ">::describe()");
      text_.line({"template class ", type, ";"});
    }
    text_.line();
  }

  const Plan& plan_;
  Text text_;
};

}  // namespace

std::string write_group_source(const Plan& plan, std::size_t first, std::size_t last, std::string_view folder) {
  return TablesWriter(plan).write(first, last, folder);
}

}  // namespace tenon::sql::generate
