#include <tenon/sql/detail/row_storage.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>

namespace tenon::sql {

std::span<const std::uint32_t> Rows::Storage::Related::of(std::size_t row) const noexcept {
  const std::uint32_t group = group_of_row[row];
  if (group == no_group) return {};
  return {members.data() + group_begin[group], group_begin[group + 1] - group_begin[group]};
}

std::size_t Rows::Storage::column_of(const schema::Field& field) const {
  const auto found = std::find(columns.begin(), columns.end(), &field);
  if (found == columns.end()) throw Internal("not_read", field.name + " is not among the columns read.");
  return static_cast<std::size_t>(found - columns.begin());
}

void Rows::Storage::add(std::span<const Cell> row) {
  for (const Cell& cell : row) {
    switch (cell.kind()) {
      case Cell::Kind::text: cells.push_back(Cell::of_text(arena.copy(cell.bytes()))); break;
      case Cell::Kind::blob: cells.push_back(Cell::of_blob(arena.copy(cell.bytes()))); break;
      default: cells.push_back(cell);
    }
  }
}

void Rows::Storage::reverse() noexcept {
  const std::size_t rows = size();
  for (std::size_t a = 0, b = rows; a + 1 < b; ++a) {
    --b;
    std::swap_ranges(cells.begin() + static_cast<std::ptrdiff_t>(a * width),
                     cells.begin() + static_cast<std::ptrdiff_t>((a + 1) * width),
                     cells.begin() + static_cast<std::ptrdiff_t>(b * width));
  }
}

}  // namespace tenon::sql
