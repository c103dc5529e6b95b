#include <charconv>
#include <utility>

#include <tenon/schema/detail/arguments.hpp>
#include <tenon/schema/detail/attributes.hpp>
#include <tenon/schema/detail/literals.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::string_view rule_wrong = "wrong_default";

class DefaultReader {
 public:
  DefaultReader(Draft& draft, Field& field, const ast::Attribute& attribute)
      : draft_(draft), reporter_(draft.reporter), field_(field), attribute_(attribute) {}

  void read();

 private:
  bool refused();
  std::optional<std::string> literal(const ast::Expression& value);
  std::optional<std::string> scalar_literal(const ast::Expression& value);
  std::optional<std::string> enum_literal(const ast::Expression& value);
  std::optional<Default> list(const ast::Expression& value);
  std::optional<Default> function(const ast::Expression& call);
  std::optional<Default> autoincrement(const ast::Expression& call);
  std::optional<Default> generated_id(const ast::Expression& call, DefaultKind kind);
  std::optional<Default> dbgenerated(const ast::Expression& call);
  std::optional<Default> auto_id(const ast::Expression& call);
  bool no_arguments(const ast::Expression& call);
  bool only_for(const ast::Expression& call, Scalar scalar);
  std::optional<std::string> wrong(const ast::Expression& value, std::string_view needed);
  std::optional<std::string> malformed(const ast::Expression& value, std::string_view needed);

  Draft& draft_;
  Reporter& reporter_;
  Field& field_;
  const ast::Attribute& attribute_;
};

bool DefaultReader::refused() {
  if (field_.is_relation()) {
    reporter_.error(rule_wrong, attribute_.span, "A relation has no default.",
                    "Put the default on the field that holds the key.");
    return true;
  }
  if (field_.kind == FieldKind::composite) {
    reporter_.error("composite_default", attribute_.span, "A field of a composite type has no default.",
                    "Put defaults on the fields of the type.");
    return true;
  }
  return false;
}

void DefaultReader::read() {
  Arguments arguments{attribute_.arguments, "@default", attribute_.span, reporter_};
  if (arguments.broken() || refused()) return;
  const ast::Argument* argument = arguments.required("value");
  if (arguments.named("map") != nullptr) {
    reporter_.error("default_map", attribute_.span, "A default has no name in the database here.",
                    "Only SQL Server names its defaults; remove `map`.");
  }
  arguments.finish();
  if (argument == nullptr) return;
  const ast::Expression& value = *argument->value;
  if (value.is(ast::ExpressionKind::call)) {
    field_.default_value = function(value);
  } else if (field_.kind == FieldKind::unsupported) {
    reporter_.error(rule_wrong, attribute_.span, "An unsupported type can only have a default made by the database.",
                    "Write `@default(dbgenerated(\"…\"))`.");
  } else if (field_.is_list()) {
    field_.default_value = list(value);
  } else if (auto text = literal(value)) {
    field_.default_value = Default{.kind = DefaultKind::literal, .values = {std::move(*text)}};
  }
}

std::optional<Default> DefaultReader::list(const ast::Expression& value) {
  if (!value.is(ast::ExpressionKind::array)) {
    wrong(value, "a list of " + field_.type_name() + " values");
    return std::nullopt;
  }
  Default out{.kind = DefaultKind::list};
  for (const ast::Expression& element : value.elements) {
    auto text = literal(element);
    if (!text) return std::nullopt;
    out.values.push_back(std::move(*text));
  }
  return out;
}

std::optional<std::string> DefaultReader::literal(const ast::Expression& value) {
  return field_.kind == FieldKind::enumeration ? enum_literal(value) : scalar_literal(value);
}

std::optional<std::string> DefaultReader::enum_literal(const ast::Expression& value) {
  const Enum& values = *field_.enumeration;
  std::vector<std::string_view> names;
  names.reserve(values.values.size());
  for (const EnumValue& known : values.values) names.push_back(known.name);
  if (!value.is(ast::ExpressionKind::constant)) {
    reporter_.error("wrong_enum_default", attribute_.span,
                    "A value of the enum " + backquoted(values.name) + " is needed, not " + described(value) + ".",
                    value.is(ast::ExpressionKind::string) ? "Write the value without quotes."
                                                          : "Its values are " + listed(names) + ".");
    return std::nullopt;
  }
  if (values.find(value.text) != nullptr) return value.text;
  std::string hint = did_you_mean_or(value.text, names, "Its values are ");
  for (const EnumValue& known : values.values) {
    if (known.mapped && known.db_name == value.text) hint = "Its name in the schema is " + backquoted(known.name) + ".";
  }
  reporter_.error("unknown_enum_default", attribute_.span,
                  "The enum " + backquoted(values.name) + " has no value " + backquoted(value.text) + ".",
                  std::move(hint));
  return std::nullopt;
}

std::optional<std::string> DefaultReader::wrong(const ast::Expression& value, std::string_view needed) {
  reporter_.error(rule_wrong, attribute_.span,
                  "The default of " + backquoted(field_.name) + " must be " + std::string{needed} + ", not " +
                      described(value) + ".",
                  "A default has the type of its field, " + field_.type_name() + ".");
  return std::nullopt;
}

std::optional<std::string> DefaultReader::malformed(const ast::Expression& value, std::string_view needed) {
  reporter_.error("bad_default", value.span, backquoted(value.text) + " is not " + std::string{needed} + ".",
                  "The default of a " + field_.type_name() + " is written as the database is to read it.");
  return std::nullopt;
}

std::optional<std::string> DefaultReader::scalar_literal(const ast::Expression& value) {
  bool number = value.is(ast::ExpressionKind::number);
  bool string = value.is(ast::ExpressionKind::string);
  switch (field_.scalar) {
    case Scalar::string:
      if (!string) return wrong(value, "a string");
      return value.text;
    case Scalar::boolean:
      if (!value.is(ast::ExpressionKind::constant) || (value.text != "true" && value.text != "false")) {
        return wrong(value, "`true` or `false`");
      }
      return value.text;
    case Scalar::int_:
      if (!number) return wrong(value, "a whole number");
      if (!is_int64(value.text)) return malformed(value, "a whole number of 32 bits");
      if (!is_int32(value.text)) {
        reporter_.warning("int_overflow", value.span,
                          backquoted(value.text) + " does not fit into an Int, which has 32 bits.", "Use BigInt.");
      }
      return plain_number(value.text);
    case Scalar::big_int:
      if (!number && !string) return wrong(value, "a whole number");
      if (!is_int64(value.text)) return malformed(value, "a whole number of 64 bits");
      return plain_number(value.text);
    case Scalar::float_:
      if (!number) return wrong(value, "a number");
      return plain_number(value.text);
    case Scalar::decimal:
      if (!number && !string) return wrong(value, "a number");
      if (!is_decimal(value.text)) return malformed(value, "a decimal number");
      return plain_number(value.text);
    case Scalar::date_time:
      if (!string) return wrong(value, "a string with date and time");
      if (!is_rfc3339(value.text)) return malformed(value, "a time as RFC 3339 has it: \"2024-01-31T12:00:00Z\"");
      return value.text;
    case Scalar::json:
      if (!string) return wrong(value, "a string that holds JSON");
      if (!is_json(value.text)) return malformed(value, "JSON");
      return value.text;
    case Scalar::bytes:
      if (!string) return wrong(value, "a string in base64");
      if (!is_base64(value.text)) return malformed(value, "base64");
      return value.text;
  }
  return std::nullopt;
}

std::optional<Default> DefaultReader::function(const ast::Expression& call) {
  static constexpr std::string_view names[] = {"autoincrement", "now",    "uuid",        "cuid",
                                               "ulid",          "nanoid", "dbgenerated", "auto"};
  std::string_view name = call.text;
  if (name == "dbgenerated") return dbgenerated(call);
  if (field_.kind == FieldKind::unsupported) {
    reporter_.error(rule_wrong, attribute_.span, "An unsupported type can only have a default made by the database.",
                    "Write `@default(dbgenerated(\"…\"))`.");
    return std::nullopt;
  }
  if (name == "autoincrement") return autoincrement(call);
  if (name == "auto") return auto_id(call);
  if (name == "now") {
    if (!no_arguments(call) || !only_for(call, Scalar::date_time)) return std::nullopt;
    return Default{.kind = DefaultKind::now};
  }
  if (name == "ulid") {
    if (!no_arguments(call) || !only_for(call, Scalar::string)) return std::nullopt;
    return Default{.kind = DefaultKind::ulid};
  }
  if (name == "uuid") return generated_id(call, DefaultKind::uuid);
  if (name == "cuid") return generated_id(call, DefaultKind::cuid);
  if (name == "nanoid") return generated_id(call, DefaultKind::nanoid);
  std::string hint = name == "updatedAt" ? "The time of the last change is an attribute: `@updatedAt`."
                                         : did_you_mean_or(name, names, "There are ");
  reporter_.error("unknown_function", call.span, "There is no function `" + call.text + "()` for defaults.",
                  std::move(hint));
  return std::nullopt;
}

bool DefaultReader::no_arguments(const ast::Expression& call) {
  if (call.arguments.empty()) return true;
  reporter_.error("function_arguments", attribute_.span, "`" + call.text + "()` takes no argument.",
                  "Write `@default(" + call.text + "())`.");
  return false;
}

bool DefaultReader::only_for(const ast::Expression& call, Scalar scalar) {
  if (field_.kind == FieldKind::scalar && field_.scalar == scalar && !field_.is_list()) return true;
  std::string type = field_.type_name() + (field_.is_list() ? "[]" : "");
  reporter_.error("function_type", attribute_.span,
                  "`" + call.text + "()` makes a " + std::string{to_string(scalar)} + ", but " +
                      backquoted(field_.name) + " is of type " + backquoted(type) + ".",
                  "Declare the field as " + std::string{to_string(scalar)} + ", or choose another default.");
  return false;
}

std::optional<Default> DefaultReader::autoincrement(const ast::Expression& call) {
  if (field_.model->kind == ModelKind::composite) {
    reporter_.error("composite_autoincrement", attribute_.span, "A composite type cannot count.",
                    "Only fields of a model can have `autoincrement()`.");
    return std::nullopt;
  }
  if (!draft_.engine().autoincrement) {
    reporter_.error("autoincrement_not_supported", attribute_.span,
                    std::string{draft_.engine().label} + " has no `autoincrement()`.",
                    "Its own ids are made by `auto()`; `uuid()` and `cuid()` make ids everywhere.");
    return std::nullopt;
  }
  if (!no_arguments(call)) return std::nullopt;
  bool big = field_.kind == FieldKind::scalar && field_.scalar == Scalar::big_int;
  if (!only_for(call, big ? Scalar::big_int : Scalar::int_)) return std::nullopt;
  return Default{.kind = DefaultKind::autoincrement};
}

std::optional<Default> DefaultReader::generated_id(const ast::Expression& call, DefaultKind kind) {
  if (!only_for(call, Scalar::string)) return std::nullopt;
  Default out{.kind = kind};
  if (kind == DefaultKind::uuid) out.version = 4;
  if (kind == DefaultKind::cuid) out.version = 1;
  if (call.arguments.empty()) return out;

  const ast::Argument& argument = call.arguments.front();
  std::uint32_t value = 0;
  if (call.arguments.size() == 1 && !argument.name && argument.value &&
      argument.value->is(ast::ExpressionKind::number)) {
    const std::string& text = argument.value->text;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) value = 0;
  }
  out.version = value;
  if (kind == DefaultKind::uuid && (value == 4 || value == 7)) return out;
  if (kind == DefaultKind::cuid && (value == 1 || value == 2)) return out;
  if (kind == DefaultKind::nanoid && value >= 2 && value <= 255) return out;
  std::string_view allowed = kind == DefaultKind::uuid   ? "the version 4 or 7"
                             : kind == DefaultKind::cuid ? "the version 1 or 2"
                                                         : "a length from 2 to 255";
  reporter_.error("function_arguments", attribute_.span,
                  "`" + call.text + "()` takes nothing or one number: " + std::string{allowed} + ".",
                  "Write `" + call.text + "()` for the usual.");
  return std::nullopt;
}

std::optional<Default> DefaultReader::dbgenerated(const ast::Expression& call) {
  if (draft_.engine().provider == Provider::mongodb) {
    reporter_.error("dbgenerated_not_supported", field_.span, "MongoDB makes no values by an expression.",
                    "Its own ids are made by `auto()`.");
    return std::nullopt;
  }
  Default out{.kind = DefaultKind::dbgenerated};
  if (call.arguments.empty()) return out;
  const ast::Argument& argument = call.arguments.front();
  bool text = call.arguments.size() == 1 && !argument.name && argument.value &&
              argument.value->is(ast::ExpressionKind::string) && !argument.value->text.empty();
  if (!text) {
    reporter_.error("function_arguments", attribute_.span,
                    "`dbgenerated()` takes nothing or one string with an SQL expression, which is not empty.",
                    "Write `dbgenerated(\"gen_random_uuid()\")`, for example, or leave the brackets empty.");
    return std::nullopt;
  }
  out.sql = argument.value->text;
  return out;
}

std::optional<Default> DefaultReader::auto_id(const ast::Expression& call) {
  if (draft_.engine().provider == Provider::postgresql || draft_.engine().provider == Provider::sqlite) {
    reporter_.error("auto_not_supported", call.span,
                    "`auto()` makes MongoDB's ObjectIds; " + std::string{draft_.engine().label} + " has none.",
                    "`autoincrement()`, `uuid()` and `cuid()` make ids everywhere.");
    return std::nullopt;
  }
  if (!no_arguments(call)) return std::nullopt;
  return Default{.kind = DefaultKind::auto_};
}

}  // namespace

void read_default(Draft& draft, Field& field, const ast::Attribute& attribute) {
  DefaultReader{draft, field, attribute}.read();
}

}  // namespace tenon::schema::detail
