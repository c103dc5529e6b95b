#include <tenon/sql/typed/detail/read.hpp>

#include <algorithm>

#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/typed/detail/scalars.hpp>

namespace tenon::sql::typed {
namespace {

using schema::Field;
using Related = Rows::Storage::Related;

void read_columns(const Dialect& dialect, const RowShape& shape, std::span<const Field* const> columns,
                  std::span<const Cell> cells, void* out) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const RowPart& part = shape.by_field[columns[i]->index];
    if (part.is_shown) read_cell(dialect, part, *columns[i], cells[i], out);
  }
}

void read_related(const RowPart& part, const Related& related, std::size_t parent, void* place) {
  const RowShape& shape = static_cast<const ModelTables*>(part.other)->row;
  const Rows::Storage& rows = related.rows.storage();
  const auto members = related.of(parent);
  if (!related.relation->is_list()) {
    if (members.empty()) return shape.load_none(place);
    return read_row(shape, rows, members.front(), shape.load_one(place));
  }
  auto* row = static_cast<std::byte*>(shape.resize(shape.load_many(place), members.size()));
  for (const std::uint32_t member : members) {
    read_row(shape, rows, member, row);
    row += shape.size;
  }
}

}  // namespace

void read_row(const RowShape& shape, const Rows::Storage& rows, std::size_t index, void* out) {
  const std::span<const Cell> cells = rows.row(index);
  try {
    read_columns(*rows.dialect, shape, {rows.columns.data(), rows.visible}, cells, out);
  } catch (const detail::UnexpectedValue& error) {
    detail::rethrow_of_row(error, *rows.model, rows.columns, cells);
  }
  for (const Related& related : rows.related) {
    const RowPart& part = shape.by_field[related.relation->index];
    if (part.is_shown) read_related(part, related, index, static_cast<std::byte*>(out) + part.offset);
  }
}

void read_rows(const RowShape& shape, const Rows::Storage& rows, void* out) {
  auto* row = static_cast<std::byte*>(shape.resize(out, rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i, row += shape.size) read_row(shape, rows, i, row);
}

bool OneReader::on_row(std::span<const Cell> cells) {
  read_columns(dialect_, shape_, columns_, cells, out_);
  found_ = true;
  return false;
}

bool ManyReader::on_row(std::span<const Cell> cells) {
  if (count_ == size_) {
    size_ = std::max(expected_, size_ * 2);
    first_ = shape_.resize(out_, size_);
  }
  void* const row = static_cast<std::byte*>(first_) + count_ * shape_.size;
  read_columns(dialect_, shape_, columns_, cells, row);
  ++count_;
  return true;
}

}  // namespace tenon::sql::typed
