#pragma once

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
  Included(bool included) noexcept : included_(included) {}                             // NOLINT: implicit
  Included(Arguments arguments) : arguments_(std::move(arguments)), included_(true) {}  // NOLINT: by design

  bool given() const noexcept { return included_; }
  const Box<Arguments>& arguments() const noexcept { return arguments_; }

 private:
  Box<Arguments> arguments_;
  bool included_ = false;
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
