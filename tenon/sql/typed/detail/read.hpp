#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/row_storage.hpp>
#include <tenon/sql/typed/relation.hpp>

/// From rows of the core to members of generated structs. Only generated code includes this.
namespace tenon::sql::typed {

using schema::Field;
using Related = Rows::Storage::Related;

inline void read(const Field& field, const Cell& cell, bool& out) { out = detail::decode_boolean(field, cell); }
inline void read(const Field& field, const Cell& cell, std::int32_t& out) { out = detail::decode_int(field, cell); }
inline void read(const Field& field, const Cell& cell, std::int64_t& out) { out = detail::decode_big_int(field, cell); }
inline void read(const Field& field, const Cell& cell, double& out) { out = detail::decode_float(field, cell); }
inline void read(const Field& field, const Cell& cell, Decimal& out) { out = detail::decode_decimal(field, cell); }
inline void read(const Field& field, const Cell& cell, Instant& out) { out = detail::decode_instant(field, cell); }
inline void read(const Field& field, const Cell& cell, std::string& out) {
  if (cell.kind() == Cell::Kind::text) {
    out = std::string(cell.bytes());
  } else {
    out = detail::decode_string(field, cell);
  }
}
inline void read(const Field& field, const Cell& cell, Blob& out) { out.bytes = detail::decode_bytes(field, cell); }
void read(const Field& field, const Cell& cell, json::Value& out);

/// The enumerators of a generated enum stand in the order of the schema.
template <class E>
  requires std::is_enum_v<E>
void read(const Field& field, const Cell& cell, E& out) {
  out = static_cast<E>(detail::decode_enum(field, cell));
}

template <class T>
void read(const Field& field, const Cell& cell, std::optional<T>& out) {
  if (cell.is_null()) {
    out.reset();
  } else {
    read(field, cell, out.emplace());
  }
}

/// A row: `read_column` and `read_relation` of its type stand in the generated code.
template <class Row>
void read_row(const Rows::Storage& rows, std::size_t index, Row& out) {
  const std::span<const Cell> cells = rows.row(index);
  for (std::size_t i = 0; i < rows.visible; ++i) read_column(out, *rows.columns[i], cells[i]);
  for (const Related& related : rows.related) read_relation(out, *related.relation, related, index);
}

template <class Row>
void read_related(const Related& related, std::size_t parent, One<Row>& out) {
  auto& row = out.load();
  const auto members = related.of(parent);
  if (members.empty()) return;
  row = std::make_unique<Row>();
  read_row(related.rows.storage(), members.front(), *row);
}

template <class Row>
void read_related(const Related& related, std::size_t parent, Many<Row>& out) {
  auto& rows = out.load();
  const auto members = related.of(parent);
  rows.reserve(members.size());
  for (const std::uint32_t member : members) read_row(related.rows.storage(), member, rows.emplace_back());
}

template <class Row>
std::vector<Row> read_rows(const Rows& rows) {
  std::vector<Row> out;
  out.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) read_row(rows.storage(), i, out.emplace_back());
  return out;
}

/// Makes structs of the rows of detail::scan(): the first one, or all.
template <class Row, class Out>
class RowReader final : public RowHandler {
 public:
  RowReader(std::span<const Field* const> columns, Out& out) noexcept : columns_(columns), out_(out) {}
  bool on_row(std::span<const Cell> cells) override {
    constexpr bool takes_all = std::is_same_v<Out, std::vector<Row>>;
    Row* row;
    if constexpr (takes_all) {
      row = &out_.emplace_back();
    } else {
      row = &out_.emplace();
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) read_column(*row, *columns_[i], cells[i]);
    return takes_all;
  }

 private:
  std::span<const Field* const> columns_;
  Out& out_;
};

// Values of figures and groups

void read(const Field& field, const Value& value, std::optional<bool>& out);
void read(const Field& field, const Value& value, std::optional<std::int32_t>& out);
void read(const Field& field, const Value& value, std::optional<std::int64_t>& out);
void read(const Field& field, const Value& value, std::optional<double>& out);
void read(const Field& field, const Value& value, std::optional<Decimal>& out);
void read(const Field& field, const Value& value, std::optional<Instant>& out);
void read(const Field& field, const Value& value, std::optional<std::string>& out);
void read(const Field& field, const Value& value, std::optional<Blob>& out);
void read(const Field& field, const Value& value, std::optional<json::Value>& out);
/// The position of an enum's value; nothing for null.
std::optional<std::size_t> enumerator(const Field& field, const Value& value);

template <class E>
  requires std::is_enum_v<E>
void read(const Field& field, const Value& value, std::optional<E>& out) {
  if (const auto position = enumerator(field, value)) out = static_cast<E>(*position);
}

}  // namespace tenon::sql::typed
