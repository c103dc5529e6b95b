#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/postgres/decoder.hpp>
#include <tenon/sql/postgres/list_cell.hpp>
#include <tenon/sql/postgres/network_order.hpp>
#include <tenon/sql/postgres/parameter.hpp>

using namespace tenon;
using namespace tenon::sql;
using namespace tenon::sql::postgres;

namespace {

void require(bool good) {
  if (!good) std::abort();
}

bool holds_nan(const Cell& cell) {
  if (cell.kind() == Cell::Kind::real) return std::isnan(cell.real());
  ListReader reader(cell);
  while (const auto each = reader.next()) {
    if (each->kind() == Cell::Kind::real && std::isnan(each->real())) return true;
  }
  return false;
}

}  // namespace

/// The number of a type, and the bytes of a column. A cell that was read is sent as one that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader reader({reinterpret_cast<const char*>(data), size});
  const auto type = reader.take<Oid>();
  if (!reader.ok()) return 0;
  sql::detail::Arena arena;
  try {
    const Cell cell = decoder_of(type, Format::binary)(reader.take(reader.left()), arena);
    std::string sent;
    if (append_parameter(sent, type, cell) == Format::text) return 0;
    const Cell again = decoder_of(type, Format::binary)(sent, arena);
    require(cell == again || holds_nan(cell));
  } catch (const Internal&) {  // malformed
  } catch (const Invalid&) {   // an array of what is sent as text, or more than an array of the server has
  }
  return 0;
}
