#pragma once

#include <concepts>
#include <cstdint>
#include <optional>

#include <tenon/sql/list.hpp>
#include <tenon/sql/typed/box.hpp>

/// The members of `XInclude` and `XSelect` that are relations.
namespace tenon::sql {

namespace typed {

/// What an Included keeps, for code that does not know its arguments.
struct IncludedBase {
  detail::BoxBase arguments;
  bool included = false;
};

}  // namespace typed

/// A relation that is read with its row: `.category = true`, or with more to say `.reviews = {{.take = 3}}`.
template <class Arguments>
class Included {
 public:
  explicit Included() noexcept {}
  Included(bool included) noexcept { held_.included = included; }  // NOLINT: implicit by design
  /// A template, so that `true` looks into no arguments, which may be incomplete.
  template <class A = Arguments>
    requires std::same_as<A, Arguments>
  Included(A arguments) {  // NOLINT: implicit by design
    held_.arguments.hold(&arguments, ops());
    held_.included = true;
  }
  Included(const Included& other) {
    held_.included = other.held_.included;
    held_.arguments.copy(other.held_.arguments, ops());
  }
  Included(Included&& other) noexcept {
    held_.included = other.held_.included;
    held_.arguments.move(other.held_.arguments, ops());
  }
  Included& operator=(const Included& other) {
    held_.arguments.assign(other.held_.arguments, ops());
    held_.included = other.held_.included;
    return *this;
  }
  Included& operator=(Included&& other) noexcept {
    held_.arguments.assign_moved(other.held_.arguments, ops());
    held_.included = other.held_.included;
    return *this;
  }
  ~Included() {
    if (held_.arguments) held_.arguments.destroy(ops());
  }

  bool given() const noexcept { return held_.included; }

 private:
  static constexpr const detail::TypeOps& ops() noexcept { return detail::OpsOf<Arguments>::value; }

  typed::IncludedBase held_;
};

/// What to read of the row at the other end. M is the traits struct of its model.
template <class M>
struct OneRelated {
  typename M::Include include{};
  typename M::Select select{};
};

/// What to read of the rows at the other end, and which of them: counted for each row above on its own.
template <class M>
struct ManyRelated {
  typename M::Where where{};
  List<typename M::OrderBy> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  typename M::Include include{};
  typename M::Select select{};
};

}  // namespace tenon::sql

// Compiled code copies and destroys them by the tables of their model.
template <class M>
struct tenon::sql::detail::OpsOf<tenon::sql::OneRelated<M>> {
  static constexpr const TypeOps& value = M::tables.one_ops;
};
template <class M>
struct tenon::sql::detail::OpsOf<tenon::sql::ManyRelated<M>> {
  static constexpr const TypeOps& value = M::tables.many_ops;
};
