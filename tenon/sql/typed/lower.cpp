#include <tenon/sql/typed/detail/lower.hpp>

#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/typed/detail/any.hpp>
#include <tenon/sql/typed/detail/at.hpp>
#include <tenon/sql/typed/detail/scalars.hpp>
#include <tenon/sql/typed/include.hpp>
#include <tenon/sql/typed/order.hpp>

namespace tenon::sql::typed {
namespace {

using detail::BoxBase;
using detail::ListBase;
using schema::Field;
using schema::Model;

template <class T>
const T& as(const void* object) {
  return *static_cast<const T*>(object);
}
const ModelTables& other_of(const Part& part) { return as<ModelTables>(part.other); }
const Model& model_of(const Field& relation) { return *relation.relation->model; }

/// The elements of a list of generated structs.
template <class Function>
void each(const void* list, const detail::TypeOps& ops, Function function) {
  const ListBase& elements = as<ListBase>(list);
  for (std::size_t i = 0; i < elements.size(); ++i) function(at(elements.data(), i * ops.size));
}

// Conditions

void add_related(Where& where, const Part& part, const Field& field, Quantifier quantifier, const void* box) {
  const BoxBase& inner = as<BoxBase>(box);
  if (!inner) return;
  where.add(Where::related(field, quantifier, lowered_where(other_of(part).where, inner.get(), model_of(field))));
}

void lower_to_one(const Part& part, const void* filter, const Field& field, Where& where) {
  add_related(where, part, field, Quantifier::is, at(filter, offsetof(AnyToOne, is)));
  add_related(where, part, field, Quantifier::is_not, at(filter, offsetof(AnyToOne, is_not)));
  const auto& is_null = as<Given<bool>>(at(filter, offsetof(AnyToOne, is_null)));
  if (is_null.given()) where.add(Where::related(field, *is_null ? Quantifier::is_not : Quantifier::is));
}

void lower_to_many(const Part& part, const void* filter, const Field& field, Where& where) {
  add_related(where, part, field, Quantifier::some, at(filter, offsetof(AnyToMany, some)));
  add_related(where, part, field, Quantifier::every, at(filter, offsetof(AnyToMany, every)));
  add_related(where, part, field, Quantifier::none, at(filter, offsetof(AnyToMany, none)));
}

void lower_operands(const Part& part, const void* list, const Model& model, Where& where) {
  if (!as<ListBase>(list).given()) return;
  List<Where> operands;
  each(list, other_of(part).where_ops,
       [&](const void* each) { operands.push_back(lowered_where(other_of(part).where, each, model)); });
  switch (part.kind) {
    case PartKind::all: return where.add(Where::all(std::move(operands)));
    case PartKind::any: return where.add(Where::any(std::move(operands)));
    default: return where.add(Where::none(std::move(operands)));
  }
}

// Keys

const schema::Index& key_of(const Part& part, const Model& model) {
  return part.field == Part::primary ? *model.primary_key : model.uniques[part.field];
}

void lower_key(const Part& part, const void* given, const Model& model, Unique& unique) {
  const schema::Index& key = key_of(part, model);
  const Field& field = *key.fields.front().field;
  Value value;
  if (!read_given(part, field, given, value)) return;
  if (unique.key) {  // a second key is one more condition
    unique.also.add(Where::compare(field, Comparison::equals, std::move(value)));
    return;
  }
  unique.key = &key;
  unique.values.push_back(std::move(value));
}

void lower_keys(const Part& part, const void* box, const Model& model, Unique& unique) {
  const void* const held = as<BoxBase>(box).get();
  if (!held) return;
  const schema::Index& key = key_of(part, model);
  List<Value> values;
  Where all;
  for (const Part& each : as<KeyTables>(part.other).shape) {
    const Field& field = model.fields[each.field];
    Value value;
    read_given(each, field, at(held, each.offset), value);
    if (unique.key) {
      all.add(Where::compare(field, Comparison::equals, std::move(value)));
    } else {
      values.push_back(std::move(value));
    }
  }
  if (unique.key) {
    unique.also.add(std::move(all));
  } else {
    unique.key = &key;
    unique.values = std::move(values);
  }
}

std::optional<Unique> unique_if_given(const Shape& shape, const void* where, const Model& model) {
  Unique unique;
  for (const Part& part : shape) {
    const void* const place = at(where, part.offset);
    if (part.kind == PartKind::key) {
      lower_key(part, place, model, unique);
    } else if (part.kind == PartKind::keys) {
      lower_keys(part, place, model, unique);
    } else if (const void* also = as<BoxBase>(place).get()) {
      unique.also.add(lowered_where(other_of(part).where, also, model));
    }
  }
  if (!unique.key) return std::nullopt;
  return unique;
}

// Order

void lower_order(const Shape& shape, const void* order, const Model& model, std::vector<OrderBy>& out);

void lower_related_order(const Part& part, const void* box, const Field& field, std::vector<OrderBy>& out) {
  const void* const order = as<BoxBase>(box).get();
  if (!order) return;
  std::vector<OrderBy> inner;
  lower_order(other_of(part).order_by, order, model_of(field), inner);
  for (OrderBy& criterion : inner) {
    std::vector<const Field*> via{&field};
    via.insert(via.end(), criterion.via.begin(), criterion.via.end());
    criterion.via = std::move(via);
    out.push_back(std::move(criterion));
  }
}

void lower_order(const Shape& shape, const void* order, const Model& model, std::vector<OrderBy>& out) {
  for (const Part& part : shape) {
    const void* const place = at(order, part.offset);
    const Field& field = model.fields[part.field];
    if (part.kind == PartKind::order_by_related) {
      lower_related_order(part, place, field, out);
    } else if (part.kind == PartKind::order) {
      const auto& by = as<Order>(place);
      if (by.given()) out.push_back({.field = &field, .sort = by.sort(), .nulls = by.nulls()});
    } else {
      const auto& by = as<OrderByCount>(place).count;
      if (by.given()) out.push_back({.field = &field, .sort = by.sort(), .count = true});
    }
  }
}

// Selection

/// Whether nothing is asked for, as usual.
bool is_zero(const void* bytes, std::size_t size) {
  return as<char>(bytes) == 0 && std::memcmp(bytes, static_cast<const char*>(bytes) + 1, size - 1) == 0;
}

std::optional<std::int64_t> take_of(const void* place) { return as<std::optional<std::int64_t>>(place); }

void lower_included(const Part& part, const void* place, const Field& field, Selection& selection) {
  const auto& included = as<BoxBase>(place);
  if (!included) return;
  Include include{.relation = &field};
  if (const void* arguments = included.get()) {
    const ModelTables& other = other_of(part);
    const Model& model = model_of(field);
    const bool many = part.kind == PartKind::many_included;
    const RelatedPlaces& places = many ? other.many : other.one;
    include.selection = lowered_selection(other, {at(arguments, places.include), at(arguments, places.select)}, model);
    if (many) {
      include.where = lowered_where(other.where, at(arguments, places.where), model);
      include.order_by = lowered_order(other, at(arguments, places.order_by), model);
      include.take = take_of(at(arguments, places.take));
      include.skip = as<std::int64_t>(at(arguments, places.skip));
    }
  }
  selection.include.push_back(std::move(include));
}

void lower_selected(const Shape& shape, const void* selected, const Model& model, Selection& selection) {
  for (const Part& part : shape) {
    const void* const place = at(selected, part.offset);
    const Field& field = model.fields[part.field];
    if (part.kind != PartKind::selected) {
      lower_included(part, place, field, selection);
    } else if (as<bool>(place)) {
      selection.fields.push_back(&field);
    }
  }
}

// Data

ConnectOrCreate lowered_either(const ModelTables& other, const void* either, const Model& model) {
  return {lowered_unique(other.unique, at(either, other.write.or_create_unique), model),
          lowered_data(other.create, at(either, other.write.or_create_data), model)};
}

RelationWrite lowered_one(const Part& part, const void* one, const Field& field) {
  const ModelTables& other = other_of(part);
  const Model& model = model_of(field);
  RelationWrite write{.relation = &field};
  if (const void* create = as<BoxBase>(at(one, other.write.create)).get()) {
    write.create.push_back(lowered_data(other.create, create, model));
  }
  if (auto unique = unique_if_given(other.unique, at(one, other.write.connect), model)) {
    write.connect.push_back(std::move(*unique));
  }
  if (const void* either = as<BoxBase>(at(one, other.write.connect_or_create)).get()) {
    write.connect_or_create.push_back(lowered_either(other, either, model));
  }
  if (part.kind == PartKind::update_one) write.disconnect_one = as<bool>(at(one, other.write.disconnect));
  return write;
}

RelationWrite lowered_many(const Part& part, const void* many, const Field& field) {
  const ModelTables& other = other_of(part);
  const Model& model = model_of(field);
  RelationWrite write{.relation = &field};
  const auto lower_keys_of = [&](const void* list, List<Unique>& out) {
    if (as<ListBase>(list).given() && !out.given()) out = List<Unique>();
    each(list, other.unique_ops, [&](const void* each) { out.push_back(lowered_unique(other.unique, each, model)); });
  };
  const bool updates = part.kind == PartKind::update_many;
  const void* const lists =
      updates ? at(many, offsetof(AnyNestedUpdateMany, create)) : many;  // begin like NestedCreateMany
  each(at(lists, offsetof(AnyNestedCreateMany, create)), other.create_ops,
       [&](const void* each) { write.create.push_back(lowered_data(other.create, each, model)); });
  lower_keys_of(at(lists, offsetof(AnyNestedCreateMany, connect)), write.connect);
  each(at(lists, offsetof(AnyNestedCreateMany, connect_or_create)), other.or_create_ops,
       [&](const void* each) { write.connect_or_create.push_back(lowered_either(other, each, model)); });
  if (updates) {
    lower_keys_of(at(many, offsetof(AnyNestedUpdateMany, set)), write.set);
    lower_keys_of(at(many, offsetof(AnyNestedUpdateMany, disconnect)), write.disconnect);
  }
  return write;
}

void add(Data& data, RelationWrite write) {
  const bool nothing = write.create.empty() && write.connect.empty() && write.connect_or_create.empty() &&
                       write.disconnect.empty() && !write.disconnect_one && !write.set.given();
  if (!nothing) data.relations.push_back(std::move(write));
}

// Aggregates

void add_aggregates(const ModelTables& tables, const void* flags, std::uint32_t AggregatePart::* flag,
                    Function function, const Model& model, std::vector<sql::Aggregate>& aggregates) {
  for (std::size_t i = 0; i < tables.aggregates.count; ++i) {
    const AggregatePart& part = tables.aggregates.parts[i];
    const bool asked = part.*flag != AggregatePart::none && as<bool>(at(flags, part.*flag));
    if (asked) aggregates.push_back({function, &model.fields[part.field]});
  }
}

}  // namespace

Where lowered_where(const Shape& shape, const void* object, const Model& model) {
  Where where;
  for (const Part& part : shape) {
    const void* const place = at(object, part.offset);
    switch (part.kind) {
      case PartKind::filter: functions_of(part).lower_filter(place, model.fields[part.field], where); break;
      case PartKind::to_one: lower_to_one(part, place, model.fields[part.field], where); break;
      case PartKind::to_many: lower_to_many(part, place, model.fields[part.field], where); break;
      default: lower_operands(part, place, model, where);
    }
  }
  return where;
}

Unique lowered_unique(const Shape& shape, const void* where, const Model& model) {
  auto unique = unique_if_given(shape, where, model);
  if (!unique) throw Invalid("required", "`where` must name one " + model.name + " by a key.");
  return std::move(*unique);
}

std::vector<OrderBy> lowered_order(const ModelTables& tables, const void* order_by, const Model& model) {
  std::vector<OrderBy> criteria;
  each(order_by, tables.order_by_ops, [&](const void* each) { lower_order(tables.order_by, each, model, criteria); });
  return criteria;
}

Selection lowered_selection(const ModelTables& tables, const SelectionParts& parts, const Model& model) {
  Selection selection;
  const bool nothing = is_zero(parts.select, tables.select_ops.size) && is_zero(parts.include, tables.include_ops.size);
  if (nothing) return selection;
  lower_selected(tables.select, parts.select, model, selection);
  const bool selects = selection.fields.given() || !selection.include.empty();
  const std::size_t before = selection.include.size();
  lower_selected(tables.include, parts.include, model, selection);
  if (selects && selection.include.size() > before) {
    throw Invalid("ambiguous_selection", "`select` and `include` exclude each other.");
  }
  if (selects && !selection.fields.given()) selection.fields = {};
  return selection;
}

Data lowered_data(const Shape& shape, const void* object, const Model& model) {
  Data data;
  for (const Part& part : shape) {
    const void* const place = at(object, part.offset);
    const Field& field = model.fields[part.field];
    switch (part.kind) {
      case PartKind::value: {
        Value value;
        if (read_given(part, field, place, value)) data.set(field, std::move(value));
        break;
      }
      case PartKind::number: functions_of(part).lower_number(place, field, data); break;
      case PartKind::create_one:
      case PartKind::update_one: add(data, lowered_one(part, place, field)); break;
      default: add(data, lowered_many(part, place, field));
    }
  }
  return data;
}

sql::FindMany lowered_rows(const ModelTables& tables, const RowsParts& parts, const Model& model) {
  sql::FindMany query{.where = lowered_where(tables.where, parts.where, model),
                      .order_by = lowered_order(tables, parts.order_by, model),
                      .take = parts.take,
                      .skip = parts.skip};
  query.cursor = unique_if_given(tables.unique, parts.cursor, model);
  return query;
}

std::vector<sql::Aggregate> lowered_aggregates(const ModelTables& tables, const AggregateParts& parts,
                                               const Model& model) {
  std::vector<sql::Aggregate> aggregates;
  if (parts.count) aggregates.push_back({});
  add_aggregates(tables, parts.sum, &AggregatePart::number_flag, Function::sum, model, aggregates);
  add_aggregates(tables, parts.avg, &AggregatePart::number_flag, Function::avg, model, aggregates);
  add_aggregates(tables, parts.min, &AggregatePart::flag, Function::min, model, aggregates);
  add_aggregates(tables, parts.max, &AggregatePart::flag, Function::max, model, aggregates);
  return aggregates;
}

}  // namespace tenon::sql::typed
