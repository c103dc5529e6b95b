#include <string>
#include <utility>

#include <tenon/sql/generate/names.hpp>
#include <tenon/sql/generate/plan.hpp>
#include <tenon/sql/generate/text.hpp>

namespace tenon::sql::generate {
namespace {

std::string in_snake_case(const std::string& type) { return member_name(type); }

/// `model.fields[3]`.
std::string field_of(const FieldPlan& field) { return "model.fields[" + std::to_string(field.field->index) + "]"; }

class SourceWriter {
 public:
  SourceWriter(const Plan& plan, const schema::Schema& schema) : plan_(plan), schema_(schema) {}

  std::string write() {
    text_.line("// Made by `tenon generate`: the typed client of a schema. Changes are lost.");
    text_.line({"#include \"", plan_.name, ".hpp\""});
    text_.line();
    text_.line("#include <tenon/base/error.hpp>");
    text_.line("#include <tenon/schema/parse.hpp>");
    text_.line("#include <tenon/sql/typed/detail/delegate_bodies.hpp>");
    text_.line("#include <tenon/sql/typed/detail/describe_row.hpp>");
    text_.line();
    text_.line({"namespace ", plan_.name, " {"});
    text_.line();
    for (const char* function :
         {"lower", "lower_key", "lower_operands", "lowered", "read", "read_related", "to_value"}) {
      text_.line({"using tenon::sql::typed::", function, ";"});
    }
    text_.line();
    for (const EnumPlan& each : plan_.enums) write_enum(each);
    for (const ModelPlan& each : plan_.models) write_lowering(each);
    for (const ModelPlan& each : plan_.models) write_reading(each);
    for (const ModelPlan& each : plan_.models) write_figures(each);
    write_client();
    text_.line({"}  // namespace ", plan_.name});
    text_.line();
    write_descriptions();
    for (const ModelPlan& each : plan_.models) {
      text_.line({"template class tenon::sql::Delegate<", plan_.name, "::", each.type, "Types>;"});
    }
    return text_.take();
  }

 private:
  void write_enum(const EnumPlan& plan) {
    text_.line({"tenon::sql::Value to_value(", plan.type, " value) {"});
    text_.line("  static constexpr std::string_view names[] = {");
    for (const schema::EnumValue& value : plan.enumeration->values) text_.line({"      \"", value.name, "\","});
    text_.line("  };");
    text_.line("  return names[static_cast<std::size_t>(value)];");
    text_.line("}");
    text_.line();
  }

  /// A function that hands each member to the `lower` of its type.
  template <class Function>
  void lowering(const ModelPlan& model, const char* suffix, const char* out, Function members) {
    text_.line({"void lower([[maybe_unused]] const ", model.type, suffix, "& typed,"});
    text_.line("           [[maybe_unused]] const tenon::schema::Model& model,");
    text_.line({"           [[maybe_unused]] ", out, "& out) {"});
    members();
    text_.line("}");
    text_.line();
  }

  void lower_fields(const ModelPlan& model, bool relations_only = false) {
    for (const FieldPlan& field : model.fields) {
      if (relations_only && !field.is_relation()) continue;
      text_.line({"  lower(typed.", field.member, ", ", field_of(field), ", out);"});
    }
  }

  void write_lowering(const ModelPlan& model) {
    lowering(model, "Where", "tenon::sql::Where", [&] {
      lower_fields(model);
      text_.line("  lower_operands(typed, model, out);");
    });
    lowering(model, "WhereUnique", "tenon::sql::Unique", [&] { lower_keys(model); });
    lowering(model, "OrderBy", "std::vector<tenon::sql::OrderBy>", [&] { lower_fields(model); });
    lowering(model, "Include", "tenon::sql::Selection", [&] { lower_fields(model, true); });
    lowering(model, "Select", "tenon::sql::Selection", [&] { lower_fields(model); });
    lowering(model, "Create", "tenon::sql::Data", [&] { lower_fields(model); });
    lowering(model, "Update", "tenon::sql::Data", [&] { lower_fields(model); });
  }

  void lower_keys(const ModelPlan& model) {
    text_.line("  if (typed.also.given()) out.also = lowered(*typed.also, model);");
    if (model.model->primary_key) lower_key(model, *model.model->primary_key, "*model.primary_key");
    for (std::size_t i = 0; i < model.model->uniques.size(); ++i) {
      lower_key(model, model.model->uniques[i], "model.uniques[" + std::to_string(i) + "]");
    }
  }

  void lower_key(const ModelPlan& model, const schema::Index& key, const std::string& place) {
    if (key.fields.size() == 1) {
      const std::string& member = model.plan_of(*key.fields.front().field).member;
      text_.line({"  lower_key(typed.", member, ", ", place, ", out.also, out);"});
      return;
    }
    const std::string member = member_name(key.name);
    text_.line({"  if (typed.", member, ".given() && !out.key) {"});
    text_.line({"    out.key = &", place, ";"});
    for (const schema::IndexField& part : key.fields) {
      text_.line({"    out.values.push_back(to_value(*typed.", member, "->", model.plan_of(*part.field).member, "));"});
    }
    text_.line("  }");
  }

  /// A function that finds the member of a field.
  template <class Function>
  void by_field(const ModelPlan& model, const std::string& head, const char* call, Function is_member) {
    text_.line({head, " {"});
    text_.line("  switch (field.index) {");
    for (const FieldPlan& field : model.fields) {
      if (!is_member(field)) continue;
      text_.line({"    case ", std::to_string(field.field->index), ": return ", call, "out.", field.member, ");"});
    }
    text_.line("    default: return;");
    text_.line("  }");
    text_.line("}");
    text_.line();
  }

  void write_reading(const ModelPlan& model) {
    const auto is_value = [](const FieldPlan& field) { return !field.is_relation(); };
    const auto is_relation = [](const FieldPlan& field) { return field.is_relation(); };
    by_field(
        model,
        "void read_column(" + model.type + "& out, const tenon::schema::Field& field, const tenon::sql::Cell& cell)",
        "read(field, cell, ", is_value);
    by_field(model,
             "void read_relation([[maybe_unused]] " + model.type +
                 "& out, const tenon::schema::Field& field,\n                   [[maybe_unused]] const "
                 "tenon::sql::typed::Related& related, "
                 "[[maybe_unused]] std::size_t row)",
             "read_related(related, row, ", is_relation);
  }

  void write_figures(const ModelPlan& model) {
    const auto is_number = [](const FieldPlan& field) { return field.is_number(); };
    const auto has_extremes = [](const FieldPlan& field) { return field.has_extremes(); };
    const auto is_value = [](const FieldPlan& field) { return !field.is_relation(); };
    const auto write_flags = [&](const char* suffix, auto is_member) {
      text_.line({"void lower_flags([[maybe_unused]] const ", model.type, suffix, "& flags,"});
      text_.line("                 [[maybe_unused]] const tenon::schema::Model& model,");
      text_.line("                 [[maybe_unused]] std::vector<const tenon::schema::Field*>& out) {");
      for (const FieldPlan& field : model.fields) {
        if (is_member(field)) text_.line({"  if (flags.", field.member, ") out.push_back(&", field_of(field), ");"});
      }
      text_.line("}");
      text_.line();
    };
    write_flags("NumberFlags", is_number);
    write_flags("FieldFlags", has_extremes);
    const auto head = [&](const char* suffix) {
      return "void read_value([[maybe_unused]] " + model.type + suffix +
             "& out, const tenon::schema::Field& field,\n                [[maybe_unused]] const tenon::sql::Value& "
             "value)";
    };
    by_field(model, head("Sums"), "read(field, value, ", is_number);
    by_field(model, head("Averages"), "read(field, value, ", is_number);
    by_field(model, head("Values"), "read(field, value, ", is_value);
    for (const auto& [type, function] : {std::pair{"Aggregate", "aggregate"}, std::pair{"GroupBy", "group_by"}}) {
      text_.line({"tenon::sql::", type, " lower_", function, "(const tenon::sql::typed::", type, "<", model.type,
                  "Types>& arguments,"});
      text_.line("    const tenon::schema::Model& model) {");
      text_.line({"  return tenon::sql::typed::lowered_", function, "(arguments, model);"});
      text_.line("}");
      text_.line();
    }
  }

  void write_client() {
    text_.line("namespace {");
    text_.line();
    text_.line("tenon::schema::Schema parse_schema() {");
    text_.line("  static const tenon::schema::Source sources[] = {");
    for (const schema::Source& source : schema_.sources) {
      text_.line({"      {\"", file_name(source.name), "\", R\"tenon(", source.text, ")tenon\"},"});
    }
    text_.line("  };");
    text_.line("  auto schema = tenon::schema::parse(sources);");
    text_.line("  if (!schema) throw tenon::Internal(\"bad_schema\", tenon::schema::render(schema.error()));");
    text_.line("  return std::move(schema).value();");
    text_.line("}");
    text_.line();
    text_.line("}  // namespace");
    text_.line();
    text_.line("Client::Client(std::shared_ptr<tenon::sql::Engine> engine, const tenon::Clock* clock)");
    text_.line("    : tenon::sql::Client(parse_schema(), std::move(engine), clock) {}");
    text_.line();
  }

  /// The same wherever the project lies.
  static std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  }

  void write_descriptions() {
    text_.line("// JSON: the names of the schema.");
    text_.line("namespace {");
    text_.line();
    for (const EnumPlan& each : plan_.enums) describe_enum(each);
    for (const ModelPlan& each : plan_.models) describe_row(each);
    text_.line("}  // namespace");
    text_.line();
    for (const EnumPlan& each : plan_.enums) {
      define(each.type, "enum_type<" + plan_.name + "::" + each.type + ">(\"" + each.enumeration->name + "\", " +
                            in_snake_case(each.type) + "_ops)");
    }
    for (const ModelPlan& each : plan_.models) {
      define(each.type, "row_type<" + plan_.name + "::" + each.type + ">(\"" + each.model->name + "\", " +
                            in_snake_case(each.type) + "_ops)");
    }
    text_.line();
  }

  void define(const std::string& type, const std::string& value) {
    text_.line("template <>");
    text_.line(
        {"constinit const tenon::json::Type tenon::json::detail::Description<", plan_.name, "::", type, ">::type ="});
    text_.line({"    tenon::sql::typed::", value, ";"});
  }

  void describe_enum(const EnumPlan& plan) {
    const std::string name = in_snake_case(plan.type);
    text_.line({"constexpr std::string_view ", name, "_names[] = {"});
    for (const schema::EnumValue& value : plan.enumeration->values) text_.line({"    \"", value.name, "\","});
    text_.line("};");
    text_.line({"constexpr std::int64_t ", name, "_values[] = {"});
    for (std::size_t i = 0; i < plan.enumerators.size(); ++i) text_.line({"    ", std::to_string(i), ","});
    text_.line("};");
    text_.line({"constexpr tenon::json::EnumOps ", name, "_ops{", name, "_names, ", name, "_values};"});
    text_.line();
  }

  void describe_row(const ModelPlan& model) {
    const std::string name = in_snake_case(model.type);
    std::vector<const FieldPlan*> fields;  // in the order of the struct's members
    for (const bool relations : {false, true}) {
      for (const FieldPlan& field : model.fields) {
        if (field.is_relation() == relations) fields.push_back(&field);
      }
    }
    text_.line({"constexpr tenon::sql::typed::RowNames<", std::to_string(fields.size()), "> ", name, "_names({"});
    for (const FieldPlan* field : fields) text_.line({"    \"", field->field->name, "\","});
    text_.line("});");
    text_.line({"constexpr tenon::json::Member ", name, "_members[] = {"});
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text_.line({"    tenon::sql::typed::row_member<&", plan_.name, "::", model.type, "::", fields[i]->member, ">(",
                  name, "_names[", std::to_string(i), "]),"});
    }
    text_.line("};");
    text_.line({"constexpr tenon::json::ObjectOps ", name, "_ops = tenon::sql::typed::row_ops<", plan_.name,
                "::", model.type, ">(", name, "_members);"});
    text_.line();
  }

  const Plan& plan_;
  const schema::Schema& schema_;
  Text text_;
};

}  // namespace

std::string write_source(const Plan& plan, const schema::Schema& schema) { return SourceWriter(plan, schema).write(); }

}  // namespace tenon::sql::generate
