#include <tenon/sql/postgres/list_cell.hpp>

#include <algorithm>
#include <cstring>

namespace tenon::sql::postgres {
namespace {

// The number of cells, then each: its kind, and its number or the size of its bytes and these.
using Count = std::uint32_t;

std::size_t size_of(const Cell& cell) noexcept {
  switch (cell.kind()) {
    case Cell::Kind::null: return 1;
    case Cell::Kind::integer:
    case Cell::Kind::real: return 1 + sizeof(std::int64_t);
    case Cell::Kind::text:
    case Cell::Kind::blob: break;
  }
  return 1 + sizeof(Count) + cell.bytes().size();
}

template <class T>
char* put(char* out, T value) noexcept {
  std::memcpy(out, &value, sizeof value);
  return out + sizeof value;
}

template <class T>
T value_of(std::string_view bytes) noexcept {
  T value{};
  if (bytes.size() == sizeof value) std::copy_n(bytes.begin(), sizeof value, reinterpret_cast<char*>(&value));
  return value;
}

char* put(char* out, const Cell& cell) noexcept {
  out = put(out, cell.kind());
  switch (cell.kind()) {
    case Cell::Kind::null: return out;
    case Cell::Kind::integer: return put(out, cell.integer());
    case Cell::Kind::real: return put(out, cell.real());
    case Cell::Kind::text:
    case Cell::Kind::blob: break;
  }
  out = put(out, static_cast<Count>(cell.bytes().size()));
  return std::copy(cell.bytes().begin(), cell.bytes().end(), out);
}

}  // namespace

Cell list_cell(std::span<const Cell> cells, detail::Arena& arena) {
  std::size_t size = sizeof(Count);
  for (const Cell& cell : cells) size += size_of(cell);
  char* const begin = arena.allocate(size);
  char* out = put(begin, static_cast<Count>(cells.size()));
  for (const Cell& cell : cells) out = put(out, cell);
  return Cell::of_blob({begin, size});
}

ListReader::ListReader(const Cell& list) noexcept {
  if (list.kind() != Cell::Kind::blob) return;
  rest_ = list.bytes();
  left_ = std::min<std::size_t>(value_of<Count>(take(sizeof(Count))), rest_.size());  // each takes a byte at least
}

std::string_view ListReader::take(std::size_t size) noexcept {
  const std::string_view bytes = rest_.substr(0, size);
  rest_.remove_prefix(bytes.size());
  return bytes;
}

std::optional<Cell> ListReader::next() noexcept {
  if (left_ == 0) return std::nullopt;
  --left_;
  switch (value_of<Cell::Kind>(take(sizeof(Cell::Kind)))) {
    case Cell::Kind::null: return Cell();
    case Cell::Kind::integer: return Cell::of_integer(value_of<std::int64_t>(take(sizeof(std::int64_t))));
    case Cell::Kind::real: return Cell::of_real(value_of<double>(take(sizeof(double))));
    case Cell::Kind::text: return Cell::of_text(take(value_of<Count>(take(sizeof(Count)))));
    case Cell::Kind::blob: return Cell::of_blob(take(value_of<Count>(take(sizeof(Count)))));
  }
  return std::nullopt;
}

}  // namespace tenon::sql::postgres
