#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tenon/sql/cell.hpp>
#include <tenon/sql/detail/arena.hpp>

namespace tenon::sql::postgres {

/// A list of cells, nulls among them, as one cell of bytes, which the arena keeps. Lists with equal cells are equal.
/// What it is made of may go.
Cell list_cell(std::span<const Cell> cells, detail::Arena& arena);

/// Reads such a cell. Of a cell that is none it reads as much as there is.
class ListReader {
 public:
  explicit ListReader(const Cell& list) noexcept;

  /// The number of cells still to come.
  std::size_t left() const noexcept { return left_; }
  /// The next one, whose bytes belong to the list.
  std::optional<Cell> next() noexcept;

 private:
  std::string_view take(std::size_t size) noexcept;

  std::string_view rest_;
  std::size_t left_ = 0;
};

}  // namespace tenon::sql::postgres
