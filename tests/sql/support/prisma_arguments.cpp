#include "support/prisma_arguments.hpp"

#include <optional>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/input.hpp>

namespace tenon::sql::testing {
namespace {

Value value_of(const schema::Field& field, const json::Value& json) {
  auto value = read_value(field, json);
  if (!value) throw Invalid(value.error().code, value.error().detail);
  return std::move(value).value();
}

template <class Function>
void each(const json::Value& json, Function function) {
  if (!json.is_array()) return function(json);
  for (const json::Value& item : json.as_array()) function(item);
}

std::vector<Where> read_list(const schema::Model& model, const json::Value& json) {
  std::vector<Where> list;
  each(json, [&](const json::Value& item) { list.push_back(read_where(model, item)); });
  return list;
}

std::vector<Value> values_of(const schema::Field& field, const json::Value& json) {
  std::vector<Value> values;
  each(json, [&](const json::Value& item) { values.push_back(value_of(field, item)); });
  return values;
}

Where read_scalar(const schema::Field& field, const json::Value& filter) {
  const bool is_json = field.scalar == schema::Scalar::json && field.kind == schema::FieldKind::scalar;
  if (!filter.is_object()) return Where::compare(field, Comparison::equals, value_of(field, filter));
  static constexpr std::pair<std::string_view, Comparison> comparisons[] = {{"equals", Comparison::equals},
                                                                            {"not", Comparison::not_},
                                                                            {"lt", Comparison::lt},
                                                                            {"lte", Comparison::lte},
                                                                            {"gt", Comparison::gt},
                                                                            {"gte", Comparison::gte},
                                                                            {"contains", Comparison::contains},
                                                                            {"startsWith", Comparison::starts_with},
                                                                            {"endsWith", Comparison::ends_with}};
  Where all;
  for (const auto& [name, operand] : filter.as_object()) {
    if (name == "in" || name == "notIn") {
      all.add(Where::among(field, name == "in" ? Comparison::in : Comparison::not_in, values_of(field, operand)));
      continue;
    }
    if (name == "not" && operand.is_object() && !is_json) {
      all.add(Where::none({read_scalar(field, operand)}));
      continue;
    }
    std::optional<Comparison> comparison;
    for (const auto& [known, meaning] : comparisons) {
      if (known == name) comparison = meaning;
    }
    if (!comparison || operand.is_object()) throw NotCovered{"filter " + name};
    all.add(Where::compare(field, *comparison, value_of(field, operand)));
  }
  return all;
}

Where read_relation(const schema::Field& field, const json::Value& filter) {
  const schema::Model& other = *field.relation->model;
  if (filter.is_null()) return Where::related(field, Quantifier::is_not);
  static constexpr std::pair<std::string_view, Quantifier> quantifiers[] = {{"some", Quantifier::some},
                                                                            {"every", Quantifier::every},
                                                                            {"none", Quantifier::none},
                                                                            {"is", Quantifier::is},
                                                                            {"isNot", Quantifier::is_not}};
  Where all;
  for (const auto& [name, inner] : filter.as_object()) {
    bool found = false;
    for (const auto& [known, quantifier] : quantifiers) {
      if (known != name) continue;
      found = true;
      if (!inner.is_null()) {
        all.add(Where::related(field, quantifier, read_where(other, inner)));
      } else {
        all.add(Where::related(field, quantifier == Quantifier::is ? Quantifier::is_not : Quantifier::is));
      }
    }
    if (!found) return Where::related(field, Quantifier::is, read_where(other, filter));
  }
  return all;
}

Sort read_sort(const json::Value& json) { return json.as_string() == "desc" ? desc : asc; }

OrderBy read_criterion(const schema::Field& field, const json::Value& json) {
  if (field.is_relation()) {
    if (json["_count"].is_string()) return {.field = &field, .sort = read_sort(json["_count"]), .count = true};
    const auto& [name, inner] = *json.as_object().begin();
    OrderBy criterion = read_criterion(field_of(*field.relation->model, name), inner);
    std::vector<const schema::Field*> via{&field};
    via.insert(via.end(), criterion.via.begin(), criterion.via.end());
    criterion.via = std::move(via);
    return criterion;
  }
  if (json.is_string()) return {.field = &field, .sort = read_sort(json)};
  const json::Value& nulls = json["nulls"];
  return {.field = &field,
          .sort = read_sort(json["sort"]),
          .nulls = nulls.is_null()               ? Nulls::database
                   : nulls.as_string() == "last" ? Nulls::last
                                                 : Nulls::first};
}

void read_include(const schema::Model& model, const std::string& name, const json::Value& json, Selection& selection) {
  if (name == "_count") {
    for (const auto& [relation, inner] : json["select"].as_object()) {
      const schema::Field& field = field_of(model, relation);
      selection.counts.push_back({&field, read_where(*field.relation->model, inner["where"])});
    }
    return;
  }
  const schema::Field& field = field_of(model, name);
  const schema::Model& other = *field.relation->model;
  Include include{.relation = &field};
  if (json.is_object()) {
    include.selection = read_selection(other, json);
    include.where = read_where(other, json["where"]);
    include.order_by = read_order(other, json["orderBy"]);
    if (json["take"].is_integer()) include.take = json["take"].as_int64();
  }
  selection.include.push_back(std::move(include));
}

Aggregate read_aggregate(const schema::Model& model, std::string_view function, std::string_view field) {
  static constexpr std::pair<std::string_view, Function> functions[] = {{"_count", Function::count},
                                                                        {"_sum", Function::sum},
                                                                        {"_avg", Function::avg},
                                                                        {"_min", Function::min},
                                                                        {"_max", Function::max}};
  for (const auto& [name, meaning] : functions) {
    if (name == function) return {meaning, field == "_all" ? nullptr : &field_of(model, field)};
  }
  throw NotCovered{"aggregate " + std::string(function)};
}

}  // namespace

json::Value plain(const json::Value& recorded) {
  if (recorded.is_array()) {
    json::Array items;
    for (const json::Value& item : recorded.as_array()) items.push_back(plain(item));
    return items;
  }
  if (!recorded.is_object()) return recorded;
  json::Object members;
  for (const auto& [name, value] : recorded.as_object()) {
    if (name == "$date" || name == "$decimal" || name == "$bytes") return value;
    if (name == "$bigint") return json::Value(static_cast<std::int64_t>(std::stoll(std::string(value.as_string()))));
    if (name == "$" && value.as_string() == "Prisma.DbNull") return nullptr;
    if (name.starts_with("$")) throw NotCovered{"value " + name};
    if (!value["$undefined"].is_null()) continue;
    members[name] = plain(value);
  }
  return members;
}

Where read_where(const schema::Model& model, const json::Value& json) {
  Where all;
  if (json.is_null()) return all;
  for (const auto& [name, operand] : json.as_object()) {
    if (name == "AND") {
      all.add(Where::all(read_list(model, operand)));
    } else if (name == "OR") {
      all.add(Where::any(read_list(model, operand)));
    } else if (name == "NOT") {
      all.add(Where::none(read_list(model, operand)));
    } else {
      const schema::Field& field = field_of(model, name);
      all.add(field.is_relation() ? read_relation(field, operand) : read_scalar(field, operand));
    }
  }
  return all;
}

std::vector<OrderBy> read_order(const schema::Model& model, const json::Value& json) {
  std::vector<OrderBy> order;
  if (json.is_null()) return order;
  each(json, [&](const json::Value& item) {
    for (const auto& [name, criterion] : item.as_object()) {
      order.push_back(read_criterion(field_of(model, name), criterion));
    }
  });
  return order;
}

Selection read_selection(const schema::Model& model, const json::Value& arguments) {
  Selection selection;
  if (arguments["select"].is_object() && arguments["include"].is_object()) {
    throw Invalid("ambiguous_selection", "Either select or include.");
  }
  if (arguments["select"].is_object()) {
    selection.fields = std::vector<const schema::Field*>{};
    for (const auto& [name, inner] : arguments["select"].as_object()) {
      const schema::Field* field = model.find_field(name);
      if (field && field->is_column()) {
        selection.fields.push_back(field);
      } else {
        read_include(model, name, inner, selection);
      }
    }
  }
  if (arguments["omit"].is_object()) throw NotCovered{"omit"};
  if (arguments["include"].is_object()) {
    for (const auto& [name, inner] : arguments["include"].as_object()) read_include(model, name, inner, selection);
  }
  return selection;
}

FindMany read_find_many(const schema::Model& model, const json::Value& arguments) {
  FindMany query{.where = read_where(model, arguments["where"]), .order_by = read_order(model, arguments["orderBy"])};
  if (arguments["take"].is_integer()) query.take = arguments["take"].as_int64();
  if (arguments["skip"].is_integer()) query.skip = arguments["skip"].as_int64();
  if (arguments["cursor"].is_object()) query.cursor = read_unique(model, arguments["cursor"]).value();
  if (arguments["distinct"].is_array()) {
    for (const json::Value& name : arguments["distinct"].as_array()) {
      query.distinct.push_back(&field_of(model, name.as_string()));
    }
  }
  query.selection = read_selection(model, arguments);
  return query;
}

std::vector<Aggregate> read_aggregates(const schema::Model& model, const json::Value& arguments) {
  std::vector<Aggregate> aggregates;
  for (const auto& [name, fields] : arguments.as_object()) {
    if (!name.starts_with("_")) continue;
    if (fields.is_bool()) {
      aggregates.push_back(read_aggregate(model, name, "_all"));
      continue;
    }
    for (const auto& [field, wanted] : fields.as_object()) aggregates.push_back(read_aggregate(model, name, field));
  }
  return aggregates;
}

AggregateQuery read_aggregate(const schema::Model& model, const json::Value& arguments) {
  const FindMany rows = read_find_many(model, arguments);
  return {.where = rows.where,
          .order_by = rows.order_by,
          .take = rows.take,
          .skip = rows.skip,
          .cursor = rows.cursor,
          .aggregates = read_aggregates(model, arguments)};
}

GroupBy read_group_by(const schema::Model& model, const json::Value& arguments) {
  GroupBy query{.where = read_where(model, arguments["where"]), .aggregates = read_aggregates(model, arguments)};
  for (const json::Value& name : arguments["by"].as_array()) query.by.push_back(&field_of(model, name.as_string()));
  if (arguments["orderBy"].is_object() || arguments["orderBy"].is_array()) {
    each(arguments["orderBy"], [&](const json::Value& item) {
      const auto& [name, sort] = *item.as_object().begin();
      if (!name.starts_with("_")) {
        query.order_by.push_back({.field = &field_of(model, name), .sort = read_sort(sort)});
        return;
      }
      const auto& [field, order] = *sort.as_object().begin();
      query.order_by.push_back({.aggregate = read_aggregate(model, name, field), .sort = read_sort(order)});
    });
  }
  if (arguments["having"].is_object()) {
    for (const auto& [name, aggregates] : arguments["having"].as_object()) {
      for (const auto& [function, filter] : aggregates.as_object()) {
        const auto& [operation, operand] = *filter.as_object().begin();
        if (operation != "gt") throw NotCovered{"having " + operation};
        query.having.operands.push_back({.kind = Where::Kind::compare,
                                         .aggregate = read_aggregate(model, function, name),
                                         .comparison = Comparison::gt,
                                         .values = {Value(operand.as_int64())}});
      }
    }
  }
  if (arguments["take"].is_integer()) query.take = arguments["take"].as_int64();
  if (arguments["skip"].is_integer()) query.skip = arguments["skip"].as_int64();
  return query;
}

}  // namespace tenon::sql::testing
