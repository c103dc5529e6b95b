#include <tenon/sql/postgres/range_text.hpp>

#include <cstdint>
#include <optional>

#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/postgres/moment.hpp>
#include <tenon/sql/postgres/network_order.hpp>
#include <tenon/sql/postgres/numeric.hpp>

namespace tenon::sql::postgres {
namespace {

constexpr unsigned is_empty = 0x01, includes_lower = 0x02, includes_upper = 0x04, no_lower = 0x08, no_upper = 0x10;

template <class T>
bool append_integer(std::string& out, std::string_view bytes) {
  if (bytes.size() != sizeof(T)) return false;
  out += std::to_string(load<T>(bytes));
  return true;
}

/// What is neither empty nor has a character that means something in a range.
bool append_bound(std::string& out, Oid type, std::string_view bytes) {
  switch (type) {
    case oid::int4: return append_integer<std::int32_t>(out, bytes);
    case oid::int8: return append_integer<std::int64_t>(out, bytes);
    case oid::date: return append_moment_text(out, type, bytes);
    case oid::numeric: {
      detail::Arena arena;
      const std::optional<std::string_view> text = numeric_text(bytes, arena);
      if (text) out += *text;
      return text.has_value();
    }
    default: return append_moment_text(out, type, bytes);
  }
}

/// A bound with a space in it stands between quotes.
bool append_bound(std::string& out, Oid type, ByteReader& reader) {
  const auto size = reader.take<std::int32_t>();
  if (!reader.ok() || size < 0) return false;
  const std::string_view bytes = reader.take(static_cast<std::size_t>(size));
  std::string text;
  if (!reader.ok() || !append_bound(text, type, bytes)) return false;
  const bool quoted = text.find(' ') != std::string::npos;
  out.append(quoted ? "\"" : "").append(text).append(quoted ? "\"" : "");
  return true;
}

}  // namespace

bool append_range_text(std::string& out, Oid bound, std::string_view bytes) {
  ByteReader reader(bytes);
  const unsigned flags = reader.take<std::uint8_t>();
  if (!reader.ok()) return false;
  if (flags & is_empty) {
    out += "empty";
    return reader.at_end();
  }
  out += flags & includes_lower ? '[' : '(';
  if (!(flags & no_lower) && !append_bound(out, bound, reader)) return false;
  out += ',';
  if (!(flags & no_upper) && !append_bound(out, bound, reader)) return false;
  out += flags & includes_upper ? ']' : ')';
  return reader.at_end();
}

}  // namespace tenon::sql::postgres
