#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include <tenon/schema/database_url.hpp>
#include <tenon/sql/datasource.hpp>
#include <tenon/sql/generate/plan.hpp>
#include <tenon/sql/generate/text.hpp>

/// `shop/client.hpp` and `shop.cpp`: what all units need, whichever models they use.
namespace tenon::sql::generate {
namespace {

constexpr const char* head = "// Made by `tenon generate`: the typed client of a schema. Changes are lost.";

/// The types of a model's arguments that may be incomplete where they are named.
constexpr const char* declared[] = {"Where",       "WhereUnique", "OrderBy", "Include",  "Select", "Create", "Update",
                                    "NumberFlags", "FieldFlags",  "Sums",    "Averages", "Values", "Types"};
/// What holders hold, and the member of ModelTables about it.
constexpr std::pair<const char*, const char*> held[] = {
    {"Where", "where_ops"},   {"WhereUnique", "unique_ops"}, {"OrderBy", "order_by_ops"}, {"Include", "include_ops"},
    {"Select", "select_ops"}, {"Create", "create_ops"},      {"Update", "update_ops"},
};

std::string table_of(const Plan& plan, const ModelPlan& model) {
  return "::" + plan.name + "::tables::m" + std::to_string(model.model->index);
}

/// Changes with the schema, so that what includes the header is compiled again whatever changed.
std::string fingerprint(const schema::Schema& schema) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const schema::Source& source : schema.sources) {
    for (const char c : source.text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return std::to_string(hash);
}

class ClientWriter {
 public:
  ClientWriter(const Plan& plan, const schema::Schema& schema) : plan_(plan), schema_(schema) {}

  std::string header() {
    text_.line(head);
    text_.line({"// Of the schema ", fingerprint(schema_), "."});
    text_.line("#pragma once");
    text_.line();
    for (const char* header : {"<cstdint>", "<memory>", "<optional>", "<string>", "<utility>", "<vector>"}) {
      text_.line({"#include ", header});
    }
    text_.line();
    text_.line("#include <tenon/json/value.hpp>");
    for (const char* header : {"client", "typed/arguments", "typed/delegate", "typed/filter", "typed/include",
                               "typed/order", "typed/relation", "typed/write"}) {
      text_.line({"#include <tenon/sql/", header, ".hpp>"});
    }
    text_.line();
    text_.line({"namespace ", plan_.name, " {"});
    text_.line();
    for (const EnumPlan& each : plan_.enums) write_enum(each);
    declare();
    text_.line({"}  // namespace ", plan_.name});
    text_.line();
    write_specialisations();
    text_.line({"namespace ", plan_.name, " {"});
    text_.line();
    write_keys();
    write_aliases();
    write_client();
    text_.line({"}  // namespace ", plan_.name});
    declare_datasource();
    return text_.take();
  }

  std::string source() {
    text_.line(head);
    text_.line({"#include \"", plan_.name, "/client.hpp\""});
    text_.line();
    text_.line("#include <tenon/base/error.hpp>");
    text_.line("#include <tenon/schema/parse.hpp>");
    text_.line("#include <tenon/sql/typed/generated.hpp>");
    text_.line();
    text_.line({"namespace ", plan_.name, " {"});
    write_enum_tables();
    write_constructor();
    text_.line({"}  // namespace ", plan_.name});
    text_.line();
    write_datasource();
    for (std::size_t i = 0; i < plan_.enums.size(); ++i) describe_enum(plan_.enums[i], std::to_string(i));
    return text_.take();
  }

 private:
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

  void declare() {
    for (const ModelPlan& model : plan_.models) text_.line({"struct ", model.type, ";"});
    text_.line();
    text_.line("namespace tables {");
    for (const ModelPlan& model : plan_.models) {
      text_.line({"extern const tenon::sql::typed::ModelTables m", std::to_string(model.model->index), ";"});
      for (const KeyPlan& key : model.keys) {
        if (!key.type.empty()) text_.line({"extern const tenon::sql::typed::KeyTables k", key_number(model, key), ";"});
      }
    }
    for (std::size_t i = 0; i < plan_.enums.size(); ++i) {
      text_.line({"extern const tenon::sql::typed::EnumFunctions e", std::to_string(i), ";"});
    }
    text_.line("}");
    text_.line();
    text_.line("namespace inputs {");
    for (const ModelPlan& model : plan_.models) {
      for (const char* suffix : declared) text_.line({"struct ", model.type, suffix, ";"});
      text_.line({"enum class ", model.type, "Field : std::uint16_t;"});
      for (const KeyPlan& key : model.keys) {
        if (!key.type.empty()) text_.line({"struct ", key.type, ";"});
      }
    }
    for (const ModelPlan& model : plan_.models) write_types(model);
    text_.line("}  // namespace inputs");
    text_.line();
  }

  static std::string key_number(const ModelPlan& model, const KeyPlan& key) {
    return std::to_string(model.model->index) + "_" + std::to_string(&key - model.keys.data());
  }

  void write_types(const ModelPlan& model) {
    text_.line({"/// The types of ", model.type, ", for the templates of tenon/sql/typed/."});
    text_.line({"struct ", model.type, "Types {"});
    text_.line({"  using Row = ::", plan_.name, "::", model.type, ";"});
    for (const char* suffix : {"Where", "WhereUnique", "OrderBy", "Include", "Select", "Create", "Update", "Field",
                               "NumberFlags", "FieldFlags", "Sums", "Averages", "Values"}) {
      text_.line({"  using ", suffix, " = ", plan_.inputs(), model.type, suffix, ";"});
    }
    text_.line({"  static constexpr const tenon::sql::typed::ModelTables& tables = ", table_of(plan_, model), ";"});
    text_.line("};");
  }

  void ops_of(const std::string& type, const std::string& ops) {
    text_.line({"template <> struct tenon::sql::detail::OpsOf<", type,
                "> { static constexpr const TypeOps& value = ", ops, "; };"});
  }

  /// What is compiled once, with the sources of the client.
  void write_specialisations() {
    const auto describe = [&](const std::string& type) {
      text_.line({"template <> const tenon::json::Type tenon::json::detail::Description<", type, ">::type;"});
    };
    for (const EnumPlan& each : plan_.enums) describe("::" + plan_.name + "::" + each.type);
    for (const ModelPlan& model : plan_.models) {
      const std::string inputs = plan_.inputs() + model.type;
      const std::string row = "::" + plan_.name + "::" + model.type;
      // Defined with its model: relations to it are complete without it.
      text_.line({"template <> struct tenon::sql::OrCreate<", inputs, "Create, ", inputs, "WhereUnique>;"});
      for (const auto& [suffix, ops] : held) ops_of(inputs + suffix, table_of(plan_, model) + "." + ops);
      std::string or_create = "tenon::sql::OrCreate<";
      or_create.append(inputs).append("Create, ").append(inputs).append("WhereUnique>");
      ops_of(or_create, table_of(plan_, model) + ".or_create_ops");
      for (const KeyPlan& key : model.keys) {
        if (key.type.empty()) continue;
        ops_of(plan_.inputs() + key.type, "::" + plan_.name + "::tables::k" + key_number(model, key) + ".ops");
      }
      describe(row);
      describe("tenon::sql::One<" + row + ">");
      describe("tenon::sql::Many<" + row + ">");
      text_.line({"extern template class tenon::sql::One<", row, ">;"});
      text_.line({"extern template class tenon::sql::Many<", row, ">;"});
    }
    text_.line();
  }

  /// Here, because relations of other models hold them.
  void write_keys() {
    text_.line("namespace inputs {");
    text_.line();
    for (const ModelPlan& model : plan_.models) {
      for (const KeyPlan& key : model.keys) {
        if (key.type.empty()) continue;
        text_.line({"struct ", key.type, " {"});
        for (const schema::IndexField& part : key.key->fields) {
          const FieldPlan& field = model.plan_of(*part.field);
          text_.line({"  tenon::sql::Required<", field.scalar, "> ", field.member, ";"});
        }
        text_.line("};");
      }
      text_.line({"struct ", model.type, "WhereUnique {"});
      for (const KeyPlan& key : model.keys) {
        const std::string type = key.type.empty()
                                     ? "tenon::sql::Given<" + model.plan_of(*key.key->fields.front().field).scalar + ">"
                                     : "tenon::sql::Box<" + plan_.inputs() + key.type + ">";
        text_.line({"  ", type, " ", key.member, "{};"});
      }
      text_.line("  /// What must hold besides.");
      text_.line({"  tenon::sql::Box<", plan_.inputs(), model.type, "Where> also{};"});
      text_.line("};");
      text_.line();
    }
    text_.line("}  // namespace inputs");
    text_.line();
  }

  void write_aliases() {
    for (const ModelPlan& model : plan_.models) {
      for (const std::string& suffix : model.aliases) text_.line({"using ", plan_.inputs(), model.type, suffix, ";"});
      for (const KeyPlan& key : model.keys) {
        if (!key.alias.empty()) text_.line({"using ", key.alias, " = ", plan_.inputs(), key.type, ";"});
      }
    }
    text_.line();
  }

  void write_delegates() {
    for (const ModelPlan& model : plan_.models) {
      text_.line({"  tenon::sql::Delegate<", plan_.inputs(), model.type, "Types> ", model.delegate, "{*this, ",
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
    text_.line("  using _base = tenon::sql::Client;  // whatever the delegates are called");
    text_.line();
    text_.line(" public:");
    text_.line("  explicit Client(std::shared_ptr<tenon::sql::Engine> _engine, const tenon::Clock* _clock = nullptr);");
    text_.line();
    text_.line("  /// `co_await db.transaction([&](Transaction& tx) -> Task<> { … });`");
    text_.line("  template <class Body>");
    text_.line("  auto transaction(Body _body, tenon::sql::TransactionOptions _options = {}) {");
    text_.line({"    return tenon::sql::detail::run_transaction<::", plan_.name,
                "::Transaction>(*this, _base::begin(_options), std::move(_body));"});
    text_.line("  }");
    text_.line();
    write_delegates();
    text_.line("};");
    text_.line();
  }

  void declare_datasource() {
    text_.line();
    text_.line("template <>");
    text_.line({datasource(), ";"});
  }

  std::string datasource() const {
    return "tenon::sql::Datasource tenon::sql::datasource<::" + plan_.name + "::Client>()";
  }

  void write_datasource() {
    const Datasource datasource = datasource_of(schema_);
    text_.line("template <>");
    text_.line({this->datasource(), " {"});
    const bool is_none = datasource.provider == schema::Provider::none;
    text_.line({"  return {tenon::schema::Provider::", is_none ? "none" : schema::to_string(datasource.provider), ","});
    if (const auto& url = datasource.url) {
      const bool needs_folder = url->from_environment || schema::is_url_of(schema::Provider::sqlite, url->value);
      const auto folder = (std::filesystem::current_path() / datasource.folder).lexically_normal();
      text_.line("          tenon::schema::TextOrEnvironment{");
      text_.literal(url->value);
      text_.line({"          , ", url->from_environment ? "true" : "false", "},"});
      text_.literal(needs_folder ? folder.string() : "");
      text_.line("          };");
    } else {
      text_.line("          {}, {}};");
    }
    text_.line("}");
    text_.line();
  }

  void write_enum_tables() {
    if (plan_.enums.empty()) return;
    text_.line("namespace tables {");
    for (std::size_t i = 0; i < plan_.enums.size(); ++i) {
      text_.line({"constinit const tenon::sql::typed::EnumFunctions e", std::to_string(i),
                  " = tenon::sql::typed::enum_functions<::", plan_.name, "::", plan_.enums[i].type, ">();"});
    }
    text_.line("}");
  }

  void write_constructor() {
    text_.line("namespace {");
    text_.line();
    text_.line("tenon::schema::Schema parse_schema() {");
    text_.line("  static const tenon::schema::Source sources[] = {");
    for (const schema::Source& source : schema_.sources) {
      text_.line("      {");
      text_.literal(file_name(source.name));
      text_.line("      ,");
      text_.literal(source.text);
      text_.line("},");
    }
    text_.line("  };");
    text_.line("  auto schema = tenon::schema::parse(sources);");
    text_.line("  if (!schema) throw tenon::Internal(\"bad_schema\", tenon::schema::render(schema.error()));");
    text_.line("  return std::move(schema).value();");
    text_.line("}");
    text_.line();
    text_.line("}  // namespace");
    text_.line();
    text_.line("Client::Client(std::shared_ptr<tenon::sql::Engine> _engine, const tenon::Clock* _clock)");
    text_.line("    : tenon::sql::Client(parse_schema(), std::move(_engine), _clock) {}");
    text_.line();
  }

  /// The same wherever the project lies.
  static std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  }

  void describe_enum(const EnumPlan& plan, const std::string& number) {
    text_.line("namespace {");
    text_.line({"constexpr std::string_view enum_names_", number, "[] = {"});
    for (const schema::EnumValue& value : plan.enumeration->values) text_.line({"    \"", value.name, "\","});
    text_.line("};");
    text_.line({"constexpr std::int64_t enum_values_", number, "[] = {"});
    for (std::size_t i = 0; i < plan.enumerators.size(); ++i) text_.line({"    ", std::to_string(i), ","});
    text_.line("};");
    text_.line(
        {"constexpr tenon::json::EnumOps enum_ops_", number, "{enum_names_", number, ", enum_values_", number, "};"});
    text_.line("}  // namespace");
    const std::string type = "::" + plan_.name + "::" + plan.type;
    text_.line({"template <> constinit const tenon::json::Type tenon::json::detail::Description<", type, ">::type ="});
    text_.line(
        {"    tenon::sql::typed::enum_type<", type, ">(\"", plan.enumeration->name, "\", enum_ops_", number, ");"});
    text_.line();
  }

  const Plan& plan_;
  const schema::Schema& schema_;
  Text text_;
};

}  // namespace

std::string write_client_header(const Plan& plan, const schema::Schema& schema) {
  return ClientWriter(plan, schema).header();
}
std::string write_client_source(const Plan& plan, const schema::Schema& schema) {
  return ClientWriter(plan, schema).source();
}

}  // namespace tenon::sql::generate
