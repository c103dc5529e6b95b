#include <tenon/app/detail/list_query.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <tenon/app/detail/page_cursor.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/url.hpp>
#include <tenon/json/errors.hpp>
#include <tenon/sql/input.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::app::detail {
namespace {

using sql::Comparison;
using sql::Where;

constexpr std::size_t most_words = 10;  // of one search

/// To which fields an operator belongs.
enum class Suits { all, ordered, text };

struct Operator {
  std::string_view name;
  Comparison comparison;
  Suits suits = Suits::all;
};
constexpr std::array operators{
    Operator{"not", Comparison::not_},
    Operator{"in", Comparison::in},
    Operator{"notIn", Comparison::not_in},
    Operator{"lt", Comparison::lt, Suits::ordered},
    Operator{"lte", Comparison::lte, Suits::ordered},
    Operator{"gt", Comparison::gt, Suits::ordered},
    Operator{"gte", Comparison::gte, Suits::ordered},
    Operator{"contains", Comparison::contains, Suits::text},
    Operator{"startsWith", Comparison::starts_with, Suits::text},
    Operator{"endsWith", Comparison::ends_with, Suits::text},
};

/// What lists have besides filters.
constexpr std::array<std::string_view, 7> reserved{"q", "sort", "limit", "cursor", "fields", "include", "count"};

/// Numbers and times have an order that means something; keys are only equal or not.
bool has(const Filterable& filter, const Operator& one) {
  if (one.suits == Suits::all) return true;
  const schema::Field& field = *filter.field;
  if (filter.is_relation) return false;
  if (field.kind != schema::FieldKind::scalar || field.is_foreign_key) return false;
  switch (field.scalar) {
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
    case schema::Scalar::float_:
    case schema::Scalar::decimal:
    case schema::Scalar::date_time: return one.suits == Suits::ordered;
    case schema::Scalar::string: return one.suits == Suits::text;
    default: return false;
  }
}

/// "; allowed: a, b." for the end of a message: as many names as a person reads.
std::string allowed(const std::vector<std::string_view>& names) {
  constexpr std::size_t most_named = 30;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_named; ++i) {
    text.append(i == 0 ? "; allowed: " : ", ").append(names[i]);
  }
  return text + (names.size() > most_named ? ", …" : ".");
}

std::vector<std::string_view> names_of_all(const std::vector<const schema::Field*>& fields) {
  std::vector<std::string_view> names;
  names.reserve(fields.size());
  for (const schema::Field* field : fields) names.emplace_back(field->name);
  return names;
}

/// Collects the errors of one query while it is read.
class ListReader {
 public:
  explicit ListReader(const ResourceState& resource) : resource_(resource) {}

  void add_error(std::string_view parameter, std::string code, std::string detail) {
    errors_.push_back({std::string(parameter), std::move(code), std::move(detail)});
  }

  /// A name that is none of those in `list`, which are told with the first error of that list only.
  template <class Names>
  void add_name_error(std::string_view parameter, std::string code, std::string detail, std::string_view list,
                      Names names) {
    add_error(parameter, std::move(code), std::move(detail) + (listed_.insert(list).second ? allowed(names()) : "."));
  }

  void add_parameter_error(std::string_view name, bool of_list) {
    add_name_error(name, "unknown_parameter", "There is no such parameter", "parameters",
                   [&] { return parameters(of_list); });
  }

  void finish() {
    if (!errors_.empty()) json::throw_invalid({std::nullopt, std::move(errors_)});
  }

  /// True if the parameter selects fields or relations.
  bool select(std::string_view name, std::string_view value, sql::Selection& selection) {
    if (name == "fields") {
      select_fields(value, selection);
    } else if (name == "include" && !resource_.relations.empty()) {
      select_relations(value, selection);
    } else {
      return false;
    }
    return true;
  }

  void filter(std::string_view name, std::string_view text, Where& where) {
    std::string_view base = name;
    std::string_view operation;
    if (const std::size_t bracket = name.find('['); bracket != std::string_view::npos && name.ends_with(']')) {
      base = name.substr(0, bracket);
      operation = name.substr(bracket + 1, name.size() - bracket - 2);
      if (operation.empty()) base = name;  // "price[]" is no parameter
    }
    const auto found = std::find_if(resource_.filters.begin(), resource_.filters.end(),
                                    [&](const Filterable& filter) { return filter.name == base; });
    if (found == resource_.filters.end()) {
      add_parameter_error(name, true);
      return;
    }
    if (found->is_relation && found->is_to_many() && operation == "isEmpty") {
      if (const auto wanted = boolean(name, text)) {
        where.add(Where::related(*found->relation, *wanted ? sql::Quantifier::none : sql::Quantifier::some));
      }
      return;
    }
    auto condition = comparison(name, *found, operation, text);
    if (!condition) return;
    if (!found->relation) {
      where.add(std::move(*condition));
    } else if (!found->is_to_many()) {
      where.add(Where::related(*found->relation, sql::Quantifier::is, std::move(*condition)));
    } else {
      related(*found->relation, std::move(*condition), where);
    }
  }

  /// What one row at the other end of a to-many relation must fulfil, all of it together.
  void add_related(Where& where) {
    for (auto& [relation, conditions] : related_) {
      where.add(Where::related(*relation, sql::Quantifier::some, Where::all(std::move(conditions))));
    }
  }

  std::optional<bool> boolean(std::string_view name, std::string_view text) {
    if (text == "true" || text == "false") return text == "true";
    add_error(name, "wrong_type", "Must be true or false.");
    return std::nullopt;
  }

  Where search(std::string_view words) {
    std::vector<Where> all;
    for (const std::string_view word : text::split(words, ' ')) {
      if (word.empty() || all.size() > most_words) continue;
      std::vector<Where> any;
      any.reserve(resource_.searched.size());
      for (const schema::Field* field : resource_.searched) {
        any.push_back(Where::compare(*field, Comparison::contains, word, sql::Mode::insensitive));
      }
      all.push_back(Where::any(std::move(any)));
    }
    if (all.size() > most_words) {
      add_error("q", "too_many", "Has more than " + std::to_string(most_words) + " words.");
    }
    return Where::all(std::move(all));
  }

  std::int64_t limit(std::string_view text) {
    const auto number = text::parse_integer<std::int64_t>(text);
    if (number && *number >= 1 && *number <= resource_.page_most) return *number;
    add_error("limit", "out_of_range", "Must be a whole number from 1 to " + std::to_string(resource_.page_most) + ".");
    return resource_.page_size;
  }

  std::vector<sql::OrderBy> order(std::string_view text) {
    return parse_order(resource_, text, [&](const std::string& code, const std::string& detail) {
      if (code == "unknown_field") {
        add_name_error("sort", code, detail, "sort", [&] { return names_of_all(resource_.sortable); });
      } else {
        add_error("sort", code, detail + ".");
      }
    });
  }

 private:
  std::optional<Where> comparison(std::string_view name, const Filterable& filter, std::string_view operation,
                                  std::string_view text) {
    const schema::Field& field = *filter.field;
    if (operation == "isNull" && !field.is_required()) {
      const auto wanted = boolean(name, text);
      return wanted ? std::optional(Where::null(field, *wanted)) : std::nullopt;
    }
    Operator chosen{"", Comparison::equals};
    if (is_reserved(filter.name) && operation == "equals") operation = {};
    if (!operation.empty()) {
      const auto found =
          std::find_if(operators.begin(), operators.end(), [&](const Operator& one) { return one.name == operation; });
      if (found == operators.end() || !has(filter, *found)) {
        add_error(name, "unknown_parameter", "This field has no such comparison" + allowed(operators_of(filter)));
        return std::nullopt;
      }
      chosen = *found;
    }
    if (chosen.comparison == Comparison::in || chosen.comparison == Comparison::not_in) {
      return among(name, field, chosen.comparison, text);
    }
    auto value = sql::read_value(field, text, &resource_.client.dialect());
    if (!value) {
      add_error(name, value.error().code, value.error().detail);
      return std::nullopt;
    }
    return Where::compare(field, chosen.comparison, std::move(*value));
  }

  /// `not` of a list means that it has no such row; the others, that it has one.
  void related(const schema::Field& relation, Where condition, Where& where) {
    const bool of_null = condition.values().size() == 1 && condition.values().front().is_null();
    if (condition.comparison() == Comparison::not_ && !of_null) {
      where.add(Where::related(relation, sql::Quantifier::none,
                               Where::compare(condition.field(), Comparison::equals, condition.values().front())));
    } else if (condition.comparison() == Comparison::not_in) {
      where.add(Where::related(relation, sql::Quantifier::none,
                               Where::among(condition.field(), Comparison::in, condition.values())));
    } else {
      related_[&relation].push_back(std::move(condition));
    }
  }

  std::optional<Where> among(std::string_view name, const schema::Field& field, Comparison comparison,
                             std::string_view text) {
    std::vector<sql::Value> values;
    bool good = true;
    for (const std::string_view one : text::split(text, ',')) {
      if (!good) break;
      auto value = sql::read_value(field, one, &resource_.client.dialect());
      if (!value) {
        add_error(name, value.error().code, value.error().detail);
        good = false;
      } else if (values.size() == most_values) {
        add_error(name, "too_long", "Has more than " + std::to_string(most_values) + " values.");
        good = false;
      } else {
        values.push_back(std::move(*value));
      }
    }
    if (!good) return std::nullopt;
    return Where::among(field, comparison, std::move(values));
  }

  void select_fields(std::string_view names, sql::Selection& selection) {
    std::vector<const schema::Field*> wanted;
    for (const std::string_view name : text::split(names, ',')) {
      const auto found = std::find_if(resource_.shown.begin(), resource_.shown.end(),
                                      [&](const schema::Field* field) { return field->name == name; });
      if (found == resource_.shown.end()) {
        add_name_error("fields", "unknown_field", "There is no field \"" + std::string(name) + "\"", "fields",
                       [&] { return names_of_all(resource_.shown); });
      } else if (std::find(wanted.begin(), wanted.end(), *found) != wanted.end()) {
        add_error("fields", "duplicate_field", "The field \"" + std::string(name) + "\" is given twice.");
      } else {
        wanted.push_back(*found);
      }
    }
    selection.fields = std::move(wanted);
  }

  void select_relations(std::string_view names, sql::Selection& selection) {
    std::set<std::string_view> seen;
    for (const std::string_view name : text::split(names, ',')) {
      const auto found = std::find_if(resource_.relations.begin(), resource_.relations.end(),
                                      [&](const IncludedRelation& one) { return one.field->name == name; });
      if (found == resource_.relations.end()) {
        add_name_error("include", "unknown_field", "There is no relation \"" + std::string(name) + "\" to include",
                       "include", [this] { return names_of_relations(); });
      } else if (!seen.insert(name).second) {
        add_error("include", "duplicate_field", "The relation \"" + std::string(name) + "\" is given twice.");
      } else {
        selection.include.push_back(include_of(*found));
      }
    }
  }

  /// What the query of a list may have, or that of one row.
  std::vector<std::string_view> parameters(bool of_list) const {
    std::vector<std::string_view> names{"fields"};
    if (!resource_.relations.empty()) names.emplace_back("include");
    if (!of_list) return names;
    if (!resource_.searched.empty()) names.emplace_back("q");
    names.insert(names.end(), {"sort", "limit", "cursor", "count"});
    for (const Filterable& filter : resource_.filters) {
      if (!is_reserved(filter.name)) names.emplace_back(filter.name);
    }
    return names;
  }

  std::vector<std::string_view> names_of_relations() const {
    std::vector<std::string_view> names;
    names.reserve(resource_.relations.size());
    for (const IncludedRelation& relation : resource_.relations) names.emplace_back(relation.field->name);
    return names;
  }

  static sql::Include include_of(const IncludedRelation& relation) {
    sql::Include include;
    include.relation = relation.field;
    include.selection.fields = relation.shown;
    if (!relation.field->is_list()) return include;
    include.take = relation.most;
    if (const auto& key = relation.field->relation->model->primary_key) {
      for (const schema::IndexField& part : key->fields) {
        include.order_by.push_back({.field = part.field, .sort = sql::asc});
      }
    }
    return include;
  }

  const ResourceState& resource_;
  std::map<const schema::Field*, std::vector<Where>> related_;
  std::vector<FieldError> errors_;
  std::set<std::string_view> listed_;  ///< whose allowed names were told
};

}  // namespace

ListQuery parse_list_query(const ResourceState& resource, std::string_view query) {
  const http::UrlPairs pairs = http::UrlPairs::of_query(query);
  ListReader reader(resource);
  ListQuery list;
  list.find.selection = resource.selection();
  list.limit = resource.page_size;
  list.order = resource.default_order;
  std::optional<std::string_view> cursor;
  std::set<std::string_view> seen;

  for (const auto& [name, value] : pairs) {
    if (!seen.insert(name).second) {
      reader.add_error(name, "duplicate_parameter", "Given more than once.");
    } else if (name == "q" && !resource.searched.empty()) {
      list.find.where.add(reader.search(value));
    } else if (name == "sort") {
      list.order = value;
    } else if (name == "limit") {
      list.limit = reader.limit(value);
    } else if (name == "cursor") {
      cursor = value;
    } else if (name == "count") {
      list.counted = reader.boolean(name, value).value_or(false);
    } else if (!reader.select(name, value, list.find.selection)) {
      reader.filter(name, value, list.find.where);
    }
  }
  reader.add_related(list.find.where);
  list.find.order_by = reader.order(list.order);
  if (cursor) {
    if (auto place =
            decode_cursor(*cursor, list.order, resource.client.dialect(), resource.model, list.find.order_by)) {
      list.find.after = std::move(place->position);
      list.continued = true;
      list.backwards = place->before;
    } else {
      reader.add_error("cursor", "bad_cursor", "This cursor does not belong to this list and sort order.");
    }
  }
  reader.finish();
  list.find.take = list.backwards ? -(list.limit + 1) : list.limit + 1;
  return list;
}

std::vector<std::string_view> operators_of(const Filterable& filter) {
  std::vector<std::string_view> names;
  if (is_reserved(filter.name)) names.emplace_back("equals");
  for (const Operator& one : operators) {
    if (has(filter, one)) names.push_back(one.name);
  }
  if (filter.is_relation && filter.is_to_many()) {
    names.emplace_back("isEmpty");
  } else if (!filter.field->is_required()) {
    names.emplace_back("isNull");
  }
  return names;
}

bool is_reserved(std::string_view parameter) noexcept {
  return std::find(reserved.begin(), reserved.end(), parameter) != reserved.end();
}

sql::Selection parse_read_query(const ResourceState& resource, std::string_view query) {
  sql::Selection selection = resource.selection();
  if (query.empty()) return selection;
  const http::UrlPairs pairs = http::UrlPairs::of_query(query);
  ListReader reader(resource);
  std::set<std::string_view> seen;
  for (const auto& [name, value] : pairs) {
    if (!seen.insert(name).second) {
      reader.add_error(name, "duplicate_parameter", "Given more than once.");
    } else if (!reader.select(name, value, selection)) {
      reader.add_parameter_error(name, false);
    }
  }
  reader.finish();
  return selection;
}

}  // namespace tenon::app::detail
