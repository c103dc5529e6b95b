#pragma once

#include <cstdint>
#include <string_view>

#include <tenon/schema/model.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql {

/// The field of this name. Throws Invalid "unknown_field" where there is none: names may come from a request.
const schema::Field& field_of(const schema::Model& model, std::string_view name);

enum class Comparison : std::uint8_t {
  equals,
  not_,  ///< another value; rows that hold null do not match, as in SQL
  lt,
  lte,
  gt,
  gte,
  contains,  ///< text; `%` and `_` in the value mean themselves
  starts_with,
  ends_with,
  in,
  not_in,
};

/// Whether these are case-insensitive: `equals`, `not_`, `in`, `not_in`, `contains`, `starts_with` and
/// `ends_with`. On SQLite that is so for the letters of ASCII.
enum class Mode : std::uint8_t { sensitive, insensitive };

/// Which of the related rows must fulfil a condition.
enum class Quantifier : std::uint8_t {
  some,    ///< at least one
  every,   ///< all of them; also when there are none
  none,    ///< not one
  is,      ///< to-one: there is one, and it does
  is_not,  ///< to-one: there is none, or it does not
};

/// A condition on the rows of a model: a tree of comparisons. Default-constructed it holds for every row.
///
///     const Model& product = client.model("Product");
///     Where where = Where::all({Where::compare(field_of(product, "price"), Comparison::lte, 20_dec),
///                               Where::related(field_of(product, "category"), Quantifier::is,
///                                              Where::compare(slug, Comparison::equals, "toys"))});
///
/// The fields must belong to a schema that outlives the condition. Values always travel as parameters.
class Where {
 public:
  enum class Kind : std::uint8_t { all, any, none, compare, related };

  Where() noexcept {}

  /// `equals` null is IS NULL, `not_` null is IS NOT NULL.
  static Where compare(const schema::Field& field, Comparison comparison, Value value, Mode mode = Mode::sensitive);
  /// `comparison` is `in` (no values: matches nothing) or `not_in` (no values: matches everything).
  static Where among(const schema::Field& field, Comparison comparison, List<Value> values,
                     Mode mode = Mode::sensitive);
  static Where null(const schema::Field& field, bool is_null = true);
  /// AND; of nothing: true.
  static Where all(List<Where> operands);
  /// OR; of nothing: false.
  static Where any(List<Where> operands);
  /// NOT: none of them holds; of nothing: true.
  static Where none(List<Where> operands);
  /// `relation` is a relation field; `inner` speaks of the rows at its other end.
  static Where related(const schema::Field& relation, Quantifier quantifier, Where inner = {});

  /// Adds a condition that must hold too.
  void add(Where other);
  /// Whether it holds for every row because nothing is asked.
  bool is_everything() const noexcept { return kind_ == Kind::all && operands_.empty(); }

  Kind kind() const noexcept { return kind_; }
  const List<Where>& operands() const noexcept { return operands_; }
  const schema::Field& field() const noexcept { return *field_; }
  Comparison comparison() const noexcept { return comparison_; }
  Quantifier quantifier() const noexcept { return quantifier_; }
  Mode mode() const noexcept { return mode_; }
  const List<Value>& values() const noexcept { return values_; }

 private:
  Kind kind_ = Kind::all;
  Comparison comparison_ = Comparison::equals;
  Quantifier quantifier_ = Quantifier::some;
  Mode mode_ = Mode::sensitive;
  const schema::Field* field_ = nullptr;
  List<Value> values_;
  List<Where> operands_;
};

}  // namespace tenon::sql
