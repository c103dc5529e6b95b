#include <string>
#include <utility>

#include <tenon/sql/generate/names.hpp>
#include <tenon/sql/generate/plan.hpp>
#include <tenon/sql/generate/text.hpp>

namespace tenon::sql::generate {
namespace {

std::string filter_type(const FieldPlan& field) {
  if (field.is_relation())
    return (field.is_list() ? "tenon::sql::ToMany<" : "tenon::sql::ToOne<") + field.other + "Where>";
  if (field.is_text()) return "tenon::sql::TextFilter<" + field.value + ">";
  const bool is_enum = field.field->kind == schema::FieldKind::enumeration;
  const char* filter = field.is_ordered() ? "Filter<" : is_enum ? "EnumFilter<" : "EqualityFilter<";
  return std::string("tenon::sql::") + filter + field.value + ">";
}

std::string order_type(const FieldPlan& field) {
  if (!field.is_relation()) return "tenon::sql::Order";
  return field.is_list() ? "tenon::sql::OrderByCount" : "tenon::sql::Box<" + field.other + "OrderBy>";
}

std::string included_type(const FieldPlan& field) {
  const char* related = field.is_list() ? "ManyRelated<" : "OneRelated<";
  return std::string("tenon::sql::Included<tenon::sql::") + related + field.other + "Types>>";
}

std::string write_type(const FieldPlan& field, const char* verb) {
  return std::string("tenon::sql::") + verb + (field.is_list() ? "Many<" : "One<") + field.other + "Create, " +
         field.other + "WhereUnique>";
}

/// Whether the compiler can demand it: not what has a default, nor a key that may come through its relation.
bool must_be_given(const schema::Field& field) {
  return field.is_required() && !field.default_value && !field.is_updated_at && !field.is_foreign_key;
}

std::string create_type(const FieldPlan& field) {
  if (field.is_relation()) return write_type(field, "Create");
  return (must_be_given(*field.field) ? "tenon::sql::Required<" : "tenon::sql::Given<") + field.value + ">";
}

std::string update_type(const FieldPlan& field) {
  if (field.is_relation()) return write_type(field, "Update");
  return (field.is_number() ? "tenon::sql::Number<" : "tenon::sql::Given<") + field.value + ">";
}

/// "CartItemCartIdProductId": the fields of a key of several.
std::string key_type(const ModelPlan& model, const schema::Index& key) {
  std::string type = model.type;
  for (const schema::IndexField& part : key.fields) {
    std::string name = part.field->name;
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    type += name;
  }
  return type;
}

class HeaderWriter {
 public:
  explicit HeaderWriter(const Plan& plan) : plan_(plan) {}

  std::string write() {
    write_beginning();
    for (const EnumPlan& each : plan_.enums) write_enum(each);
    for (const ModelPlan& each : plan_.models) write_row(each);
    for (const ModelPlan& each : plan_.models) write_where(each);
    for (const ModelPlan& each : plan_.models) write_where_unique(each);
    for (const ModelPlan& each : plan_.models) write_reading(each);
    for (const ModelPlan& each : plan_.models) write_writing(each);
    for (const ModelPlan& each : plan_.models) write_figures(each);
    for (const ModelPlan& each : plan_.models) write_types(each);
    for (const ModelPlan& each : plan_.models) declare_figures(each);
    text_.line({"}  // namespace ", plan_.name});
    text_.line();
    write_specialisations();
    text_.line({"namespace ", plan_.name, " {"});
    text_.line();
    write_client();
    text_.line({"}  // namespace ", plan_.name});
    return text_.take();
  }

 private:
  void write_beginning() {
    text_.line({"// Made by `tenon generate`: the typed client of a schema. Changes are lost."});
    text_.line("#pragma once");
    text_.line();
    for (const char* header : {"<cstdint>", "<memory>", "<optional>", "<string>", "<utility>"}) {
      text_.line({"#include ", header});
    }
    text_.line();
    for (const char* header : {"client", "typed/arguments", "typed/delegate", "typed/filter", "typed/include",
                               "typed/order", "typed/relation", "typed/write"}) {
      text_.line({"#include <tenon/sql/", header, ".hpp>"});
    }
    if (plan_.has_json) text_.line("#include <tenon/json/value.hpp>");
    text_.line();
    text_.line({"namespace ", plan_.name, " {"});
    text_.line();
    for (const ModelPlan& model : plan_.models) {
      for (const char* suffix : {"", "Where", "OrderBy", "Create", "Types"}) {
        text_.line({"struct ", model.type, suffix, ";"});
      }
    }
    text_.line();
  }

  void write_enum(const EnumPlan& plan) {
    text_.documentation("", plan.enumeration->documentation);
    text_.line({"enum class ", plan.type, " {"});
    for (std::size_t i = 0; i < plan.enumerators.size(); ++i) {
      text_.documentation("  ", plan.enumeration->values[i].documentation);
      text_.line({"  ", plan.enumerators[i], ","});
    }
    text_.line("};");
    text_.line();
  }

  void member(std::string_view type, std::string_view name) { text_.line({"  ", type, " ", name, "{};"}); }

  void write_row(const ModelPlan& model) {
    text_.documentation("", model.model->documentation);
    text_.line({"struct ", model.type, " {"});
    for (const bool relations : {false, true}) {
      for (const FieldPlan& field : model.fields) {
        if (field.is_relation() != relations) continue;
        text_.documentation("  ", field.field->documentation);
        const char* relation = field.is_list() ? "tenon::sql::Many<" : "tenon::sql::One<";
        member(relations ? relation + field.other + ">" : field.value, field.member);
      }
    }
    text_.line("};");
    text_.line();
  }

  void write_where(const ModelPlan& model) {
    text_.line({"struct ", model.type, "Where {"});
    for (const FieldPlan& field : model.fields) member(filter_type(field), field.member);
    for (const char* name : {"AND", "OR", "NOT"})
      text_.line({"  tenon::sql::List<", model.type, "Where> ", name, "{tenon::sql::detail::absent};"});
    text_.line("};");
    text_.line();
  }

  template <class Function>
  static void each_key(const ModelPlan& model, Function function) {
    if (model.model->primary_key) function(*model.model->primary_key);
    for (const schema::Index& key : model.model->uniques) function(key);
  }

  void write_where_unique(const ModelPlan& model) {
    each_key(model, [&](const schema::Index& key) {
      if (key.fields.size() == 1) return;
      text_.line({"struct ", key_type(model, key), " {"});
      for (const schema::IndexField& part : key.fields) {
        const FieldPlan& field = model.plan_of(*part.field);
        text_.line({"  tenon::sql::Required<", field.scalar, "> ", field.member, ";"});
      }
      text_.line("};");
      text_.line();
    });
    text_.line({"struct ", model.type, "WhereUnique {"});
    each_key(model, [&](const schema::Index& key) {
      if (key.fields.size() == 1) {
        const FieldPlan& field = model.plan_of(*key.fields.front().field);
        member("tenon::sql::Given<" + field.scalar + ">", field.member);
      } else {
        member("tenon::sql::Box<" + key_type(model, key) + ">", member_name(key.name));
      }
    });
    text_.line("  /// What must hold besides.");
    member("tenon::sql::Box<" + model.type + "Where>", "also");
    text_.line("};");
    text_.line();
  }

  void write_reading(const ModelPlan& model) {
    text_.line({"struct ", model.type, "OrderBy {"});
    for (const FieldPlan& field : model.fields) member(order_type(field), field.member);
    text_.line("};");
    text_.line();
    text_.line({"struct ", model.type, "Include {"});
    for (const FieldPlan& field : model.fields) {
      if (field.is_relation()) member(included_type(field), field.member);
    }
    text_.line("};");
    text_.line();
    text_.line({"struct ", model.type, "Select {"});
    for (const FieldPlan& field : model.fields)
      member(field.is_relation() ? included_type(field) : "bool", field.member);
    text_.line("};");
    text_.line();
  }

  void write_writing(const ModelPlan& model) {
    text_.line({"struct ", model.type, "Create {"});
    for (const FieldPlan& field : model.fields) {
      const std::string type = create_type(field);
      const bool required = type.starts_with("tenon::sql::Required");
      text_.line({"  ", type, " ", field.member, required ? ";" : "{};"});
    }
    text_.line("};");
    text_.line();
    text_.line({"struct ", model.type, "Update {"});
    for (const FieldPlan& field : model.fields) member(update_type(field), field.member);
    text_.line("};");
    text_.line();
  }

  void write_figures(const ModelPlan& model) {
    text_.line({"enum class ", model.type, "Field : std::uint16_t {"});
    for (const FieldPlan& field : model.fields) {
      if (!field.is_relation()) text_.line({"  ", field.member, " = ", std::to_string(field.field->index), ","});
    }
    text_.line("};");
    text_.line();
    const auto write_struct = [&](const char* suffix, auto type_of) {
      text_.line({"struct ", model.type, suffix, " {"});
      for (const FieldPlan& field : model.fields) {
        const std::string type = type_of(field);
        if (!field.is_relation() && !type.empty()) member(type, field.member);
      }
      text_.line("};");
      text_.line();
    };
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
    write_struct("Values", [](const FieldPlan& field) { return "std::optional<" + field.scalar + ">"; });
  }

  void write_types(const ModelPlan& model) {
    text_.line({"/// The types of ", model.type, ", for the templates of tenon/sql/typed/."});
    text_.line({"struct ", model.type, "Types {"});
    text_.line({"  using Row = ", model.type, ";"});
    for (const char* suffix : {"Where", "WhereUnique", "OrderBy", "Include", "Select", "Create", "Update", "Field",
                               "NumberFlags", "FieldFlags", "Sums", "Averages", "Values"}) {
      text_.line({"  using ", suffix, " = ", model.type, suffix, ";"});
    }
    text_.line("};");
    text_.line();
  }

  /// Used by the templates of tenon/sql/typed/figures.hpp.
  void declare_figures(const ModelPlan& model) {
    const std::string types = model.type + "Types";
    for (const auto& [function, argument] :
         {std::pair{"Aggregate lower_aggregate", "Aggregate"}, std::pair{"GroupBy lower_group_by", "GroupBy"}}) {
      text_.line({"tenon::sql::", function, "(const tenon::sql::typed::", argument, "<", types,
                  ">& arguments, const tenon::schema::Model& model);"});
    }
    for (const char* suffix : {"Sums", "Averages", "Values"}) {
      text_.line({"void read_value(", model.type, suffix,
                  "& out, const tenon::schema::Field& field, const tenon::sql::Value& value);"});
    }
    text_.line();
  }

  /// What is compiled once, in the generated source.
  void write_specialisations() {
    const auto describe = [&](const std::string& type) {
      text_.line("template <>");
      text_.line({"const tenon::json::Type tenon::json::detail::Description<", plan_.name, "::", type, ">::type;"});
    };
    for (const EnumPlan& each : plan_.enums) describe(each.type);
    for (const ModelPlan& each : plan_.models) describe(each.type);
    for (const ModelPlan& each : plan_.models) {
      text_.line({"extern template class tenon::sql::Delegate<", plan_.name, "::", each.type, "Types>;"});
    }
    text_.line();
  }

  void write_delegates() {
    for (const ModelPlan& model : plan_.models) {
      text_.line({"  tenon::sql::Delegate<", model.type, "Types> ", model.delegate, "{*this, ",
                  std::to_string(model.model->index), "};"});
    }
  }

  void write_client() {
    text_.line("/// The operations within one transaction; see Client::transaction.");
    text_.line("class Transaction final : public tenon::sql::Transaction {");
    text_.line(" public:");
    text_.line("  using tenon::sql::Transaction::Transaction;");
    text_.line();
    write_delegates();
    text_.line("};");
    text_.line();
    text_.line("/// The database with this schema: see tenon::sql::Client and tenon::sql::Delegate.");
    text_.line("class Client final : public tenon::sql::Client {");
    text_.line(" public:");
    text_.line("  explicit Client(std::shared_ptr<tenon::sql::Engine> engine, const tenon::Clock* clock = nullptr);");
    text_.line();
    write_delegates();
    text_.line();
    text_.line("  /// `co_await db.transaction([&](Transaction& tx) -> Task<> { … });`");
    text_.line("  template <class Body>");
    text_.line("  auto transaction(Body body, tenon::sql::TransactionOptions options = {}) {");
    text_.line("    return tenon::sql::detail::run_transaction<Transaction>(*this, begin(options), std::move(body));");
    text_.line("  }");
    text_.line("};");
    text_.line();
  }

  const Plan& plan_;
  Text text_;
};

}  // namespace

std::string write_header(const Plan& plan) { return HeaderWriter(plan).write(); }

}  // namespace tenon::sql::generate
