#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tenon/json/writer.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/rows.hpp>

namespace tenon::sql {

/// The rows of one model and, below them, those of its included relations. All cells lie row by row in one vector,
/// their bytes in one arena.
struct Rows::Storage {
  /// The rows of an included relation, and whose they are. Rows that share a key share their related rows.
  struct Related {
    static constexpr std::uint32_t no_group = ~std::uint32_t{0};

    const schema::Field* relation = nullptr;
    Rows rows;
    std::vector<std::uint32_t> group_of_row;  ///< by row of the parent; no_group: there are none
    std::vector<std::uint32_t> group_begin;   ///< where a group begins in `members`; one more entry than groups
    std::vector<std::uint32_t> members;       ///< indexes of `rows`, group by group, in their order

    std::span<const std::uint32_t> of(std::size_t row) const noexcept;
  };

  const schema::Model* model = nullptr;
  const Dialect* dialect = nullptr;  ///< knows what the cells mean; set with the columns
  /// Those asked for, then those that were needed besides. Columns behind them have no field: counts, keys of groups.
  std::vector<const schema::Field*> columns;
  std::string_view column_list;  ///< how those asked for are written, if they are all that the model shows
  std::size_t visible = 0;
  std::size_t width = 0;                      ///< cells in a row
  std::vector<const schema::Field*> counted;  ///< relations whose counts stand in the cells from `first_count` on
  std::size_t first_count = 0;
  std::vector<OrderBy> order;              ///< the complete order, when positions are known
  std::vector<std::size_t> order_columns;  ///< the cells that hold it
  std::vector<Cell> cells;
  std::vector<Related> related;
  detail::Arena arena;

  std::size_t size() const noexcept { return width == 0 ? 0 : cells.size() / width; }
  std::span<const Cell> row(std::size_t index) const noexcept { return {cells.data() + index * width, width}; }
  /// The place of a field among the columns; throws Internal when it was not read.
  std::size_t column_of(const schema::Field& field) const;
  void add(std::span<const Cell> row);
  void reverse() noexcept;

  void write_json(json::Writer& json) const;
  void write_json(std::size_t row, json::Writer& json) const;

 private:
  void write_members(std::size_t row, json::Writer& json) const;
};

}  // namespace tenon::sql
