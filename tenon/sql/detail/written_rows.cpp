#include <tenon/sql/detail/written_rows.hpp>

#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/sql_text.hpp>

namespace tenon::sql::detail {

bool WrittenRows::on_row(std::span<const Cell> cells) {
  require_readable(dialect_, model_, columns_, cells);
  if (storage_) storage_->add(cells);
  for (std::size_t i = 0; i < columns_.size() && made_; ++i) {
    if (is_instant(*columns_[i])) dialect_.wrote(*columns_[i], cells[i]);
  }
  return true;
}

void require_readable_rows(const Rows::Storage& rows) {
  const std::span columns(rows.columns.data(), rows.visible);
  for (std::size_t i = 0; i < rows.size(); ++i) require_readable(*rows.dialect, *rows.model, columns, rows.row(i));
  require_readable_relations(rows);
}

void require_readable_relations(const Rows::Storage& rows) {
  for (const Rows::Storage::Related& related : rows.related) require_readable_rows(related.rows.storage());
}

}  // namespace tenon::sql::detail
