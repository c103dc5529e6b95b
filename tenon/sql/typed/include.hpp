#pragma once

#include <concepts>
#include <cstdint>
#include <optional>

#include <tenon/sql/list.hpp>
#include <tenon/sql/typed/box.hpp>

/// The members of `XInclude` and `XSelect` that are relations.
namespace tenon::sql {

/// A relation that is read with its row: `.category = true`, or with more to say `.reviews = {{.take = 3}}`.
template <class Arguments>
class Included {
 public:
  explicit Included() noexcept {}
  Included(bool included) noexcept {  // NOLINT: implicit by design
    if (included) arguments_.set_mark();
  }
  /// A template, so that `true` looks into no arguments, which may be incomplete.
  template <class A = Arguments>
    requires std::same_as<A, Arguments>
  Included(A arguments) {  // NOLINT: implicit by design
    arguments_.hold(&arguments, ops());
  }
  Included(const Included& other) { arguments_.copy(other.arguments_, ops()); }
  Included(Included&& other) noexcept { arguments_.move(other.arguments_, ops()); }
  Included& operator=(const Included& other) {
    arguments_.assign(other.arguments_, ops());
    return *this;
  }
  Included& operator=(Included&& other) noexcept {
    arguments_.assign_moved(other.arguments_, ops());
    return *this;
  }
  ~Included() {
    if (arguments_) arguments_.destroy(ops());
  }

  bool given() const noexcept { return static_cast<bool>(arguments_); }

 private:
  static constexpr const detail::TypeOps& ops() noexcept { return detail::OpsOf<Arguments>::value; }

  detail::BoxBase arguments_;  // a mark: included, and nothing to say
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
