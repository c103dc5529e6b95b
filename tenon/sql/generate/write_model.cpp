#include <string>

#include <tenon/sql/generate/plan.hpp>
#include <tenon/sql/generate/text.hpp>

/// `shop/model/order.hpp`: the row and the arguments of one model.
namespace tenon::sql::generate {
namespace {

class ModelWriter {
 public:
  ModelWriter(const Plan& plan, const ModelPlan& model) : plan_(plan), model_(model) {}

  std::string write() {
    text_.line("// Made by `tenon generate`: the typed client of a schema. Changes are lost.");
    text_.line("#pragma once");
    text_.line();
    text_.line("#include \"../client.hpp\"");
    text_.line();
    text_.line({"namespace ", plan_.name, " {"});
    text_.line();
    write_row();
    text_.line("namespace inputs {");
    text_.line();
    write_where();
    write_reading();
    write_writing();
    write_aggregates();
    text_.line("}  // namespace inputs");
    text_.line({"}  // namespace ", plan_.name});
    text_.line();
    const std::string inputs = plan_.inputs() + model_.type;
    text_.line("template <>");
    text_.line({"struct tenon::sql::OrCreate<", inputs, "Create, ", inputs, "WhereUnique> {"});
    member(inputs + "WhereUnique", "where");
    text_.line({"  ", inputs, "Create create;"});
    text_.line("};");
    return text_.take();
  }

 private:
  std::string inputs_of(const FieldPlan& relation, const char* suffix) const {
    return plan_.inputs() + relation.other + suffix;
  }

  void member(std::string_view type, std::string_view name) { text_.line({"  ", type, " ", name, "{};"}); }

  template <class Function>
  void write_struct(const char* suffix, Function type_of) {
    text_.line({"struct ", model_.type, suffix, " {"});
    for (const FieldPlan& field : model_.fields) {
      const std::string type = type_of(field);
      if (!type.empty()) member(type, field.member);
    }
    text_.line("};");
    text_.line();
  }

  void write_row() {
    text_.documentation("", model_.model->documentation);
    text_.line({"struct ", model_.type, " {"});
    for (const bool relations : {false, true}) {
      for (const FieldPlan& field : model_.fields) {
        if (field.is_relation() != relations) continue;
        text_.documentation("  ", field.field->documentation);
        const char* relation = field.is_list() ? "tenon::sql::Many<::" : "tenon::sql::One<::";
        member(relations ? relation + plan_.name + "::" + field.other + ">" : field.value, field.member);
      }
    }
    text_.line("};");
    text_.line();
  }

  std::string filter_type(const FieldPlan& field) const {
    if (field.is_relation()) {
      return (field.is_list() ? "tenon::sql::ToMany<" : "tenon::sql::ToOne<") + inputs_of(field, "Where") + ">";
    }
    if (field.is_text()) return "tenon::sql::TextFilter<" + field.value + ">";
    const char* filter = field.is_ordered() ? "Filter<" : field.is_enum() ? "EnumFilter<" : "EqualityFilter<";
    return std::string("tenon::sql::") + filter + field.value + ">";
  }

  void write_where() {
    text_.line({"struct ", model_.type, "Where {"});
    for (const FieldPlan& field : model_.fields) member(filter_type(field), field.member);
    for (const char* name : {"AND", "OR", "NOT"}) {
      text_.line(
          {"  tenon::sql::List<", plan_.inputs(), model_.type, "Where> ", name, "{tenon::sql::detail::absent};"});
    }
    text_.line("};");
    text_.line();
  }

  std::string included_type(const FieldPlan& field) const {
    const char* related = field.is_list() ? "ManyRelated<" : "OneRelated<";
    return std::string("tenon::sql::Included<tenon::sql::") + related + inputs_of(field, "Types") + ">>";
  }

  void write_reading() {
    write_struct("OrderBy", [&](const FieldPlan& field) -> std::string {
      if (!field.is_relation()) return "tenon::sql::Order";
      return field.is_list() ? "tenon::sql::OrderByCount" : "tenon::sql::Box<" + inputs_of(field, "OrderBy") + ">";
    });
    write_struct("Include", [&](const FieldPlan& field) { return field.is_relation() ? included_type(field) : ""; });
    write_struct("Select", [&](const FieldPlan& field) { return field.is_relation() ? included_type(field) : "bool"; });
  }

  std::string write_type(const FieldPlan& field, const char* verb) const {
    return std::string("tenon::sql::Nested") + verb + (field.is_list() ? "Many<" : "One<") +
           inputs_of(field, "Create") + ", " + inputs_of(field, "WhereUnique") + ">";
  }

  /// Whether the compiler can demand it: not what has a default, nor a key that may come through its relation.
  static bool must_be_given(const schema::Field& field) {
    return field.is_required() && !field.default_value && !field.is_updated_at && !field.is_foreign_key;
  }

  void write_writing() {
    text_.line({"struct ", model_.type, "Create {"});
    for (const FieldPlan& field : model_.fields) {
      if (field.is_relation()) {
        member(write_type(field, "Create"), field.member);
      } else if (must_be_given(*field.field)) {
        text_.line({"  tenon::sql::Required<", field.value, "> ", field.member, ";"});
      } else {
        member("tenon::sql::Given<" + field.value + ">", field.member);
      }
    }
    text_.line("};");
    text_.line();
    write_struct("Update", [&](const FieldPlan& field) {
      if (field.is_relation()) return write_type(field, "Update");
      return (field.is_number() ? "tenon::sql::Number<" : "tenon::sql::Given<") + field.value + ">";
    });
  }

  void write_aggregates() {
    text_.line({"enum class ", model_.type, "Field : std::uint16_t {"});
    for (const FieldPlan& field : model_.fields) {
      if (!field.is_relation()) text_.line({"  ", field.member, " = ", std::to_string(field.field->index), ","});
    }
    text_.line("};");
    text_.line();
    write_struct("NumberFlags", [](const FieldPlan& field) { return std::string(field.is_number() ? "bool" : ""); });
    write_struct("FieldFlags", [](const FieldPlan& field) { return std::string(field.has_extremes() ? "bool" : ""); });
    write_struct("Sums", [](const FieldPlan& field) {
      if (!field.is_number()) return std::string();
      const bool is_whole = field.scalar.starts_with("std::int");
      return "std::optional<" + (is_whole ? "std::int64_t" : field.scalar) + ">";
    });
    write_struct("Averages", [](const FieldPlan& field) {
      if (!field.is_number()) return std::string();
      return std::string(field.scalar == "tenon::Decimal" ? "std::optional<tenon::Decimal>" : "std::optional<double>");
    });
    write_struct("Values", [](const FieldPlan& field) {
      return field.is_relation() ? std::string() : "std::optional<" + field.scalar + ">";
    });
  }

  const Plan& plan_;
  const ModelPlan& model_;
  Text text_;
};

}  // namespace

std::string write_model_header(const Plan& plan, const ModelPlan& model) { return ModelWriter(plan, model).write(); }

}  // namespace tenon::sql::generate
