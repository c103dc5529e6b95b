#include <tenon/sql/sqlite/functions.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/sqlite/failure.hpp>
#include <tenon/sql/sqlite/instant_form.hpp>

namespace tenon::sql::sqlite {
namespace {

/// Digits after the point of a quotient; a column keeps 15 significant ones.
constexpr int quotient_scale = 16;

/// Nothing for null and for what is no number.
std::optional<Decimal> number(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return Decimal(static_cast<std::int64_t>(sqlite3_value_int64(value)));
    case SQLITE_FLOAT: {
      const double real = sqlite3_value_double(value);
      if (!std::isfinite(real)) return std::nullopt;
      return Decimal(real);
    }
    case SQLITE_TEXT: {
      const char* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return Decimal::parse({text, static_cast<std::size_t>(sqlite3_value_bytes(value))});
    }
    default: return std::nullopt;
  }
}

void give(sqlite3_context* context, const Decimal& value) {
  const std::string text = value.normalized().to_string();
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

Decimal add(const Decimal& a, const Decimal& b) { return a + b; }
Decimal subtract(const Decimal& a, const Decimal& b) { return a - b; }
Decimal multiply(const Decimal& a, const Decimal& b) { return a * b; }
Decimal divide(const Decimal& a, const Decimal& b) { return a.divide(b, quotient_scale); }

template <Decimal (*Operation)(const Decimal&, const Decimal&)>
void compute(sqlite3_context* context, int, sqlite3_value** operands) {
  try {
    const std::optional<Decimal> a = number(operands[0]);
    const std::optional<Decimal> b = number(operands[1]);
    if (a && b && !(Operation == divide && b->is_zero())) give(context, Operation(*a, *b));
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
}

/// Passes the operand on if `Fits` says that it lies within the range of its field.
template <bool (*Fits)(sqlite3_value*)>
void check_range(sqlite3_context* context, int, sqlite3_value** operands) {
  if (sqlite3_value_type(operands[0]) == SQLITE_NULL || Fits(operands[0])) {
    sqlite3_result_value(context, operands[0]);
  } else {
    sqlite3_result_error(context, out_of_range.data(), static_cast<int>(out_of_range.size()));
  }
}

bool fits_big_int(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_INTEGER; }
bool fits_int(sqlite3_value* value) {
  return fits_big_int(value) && std::in_range<std::int32_t>(sqlite3_value_int64(value));
}
bool fits_float(sqlite3_value* value) { return std::isfinite(sqlite3_value_double(value)); }

std::string_view text_of(sqlite3_value* value) {
  const char* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// As LIKE does: the letters of ASCII only.
bool equal_folded(char a, char b) noexcept {
  const auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return fold(a) == fold(b);
}

bool contains(std::string_view text, std::string_view part) {
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}
bool contains_folded(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(), equal_folded) != text.end() || part.empty();
}
bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }
bool ends_with_folded(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && std::equal(end.rbegin(), end.rend(), text.rbegin(), equal_folded);
}

template <bool (*Matches)(std::string_view, std::string_view)>
void match(sqlite3_context* context, int, sqlite3_value** operands) {
  if (sqlite3_value_type(operands[0]) == SQLITE_NULL || sqlite3_value_type(operands[1]) == SQLITE_NULL) return;
  sqlite3_result_int(context, Matches(text_of(operands[0]), text_of(operands[1])) ? 1 : 0);
}

Cell cell_of(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return Cell::of_integer(sqlite3_value_int64(value));
    case SQLITE_FLOAT: return Cell::of_real(sqlite3_value_double(value));
    case SQLITE_TEXT: return Cell::of_text(text_of(value));
    case SQLITE_BLOB: return Cell::of_blob({});
    default: return {};
  }
}

void instant(sqlite3_context* context, int, sqlite3_value** operands) {
  const Cell cell = comparable_instant(cell_of(operands[0]));
  switch (cell.kind()) {
    case Cell::Kind::integer: return sqlite3_result_int64(context, cell.integer());
    case Cell::Kind::real: return sqlite3_result_double(context, cell.real());
    default: return sqlite3_result_value(context, operands[0]);
  }
}

void note_form(sqlite3_context* context, int, sqlite3_value** operands) {
  if (sqlite3_value_type(operands[0]) == SQLITE_NULL) return;
  auto* forms = static_cast<int*>(sqlite3_aggregate_context(context, sizeof(int)));
  if (!forms) return sqlite3_result_error_nomem(context);
  *forms |= 1 << static_cast<int>(form_of(cell_of(operands[0])));
}

void give_forms(sqlite3_context* context) {
  const auto* forms = static_cast<int*>(sqlite3_aggregate_context(context, 0));
  sqlite3_result_int(context, forms ? *forms : 0);
}

/// The state of an aggregate; SQLite gives zeroed memory for the pointer.
struct Sum {
  Decimal total;
  std::int64_t count = 0;
};

void add_row(sqlite3_context* context, int, sqlite3_value** operands) {
  try {
    const std::optional<Decimal> value = number(operands[0]);
    if (!value) return;
    auto** sum = static_cast<Sum**>(sqlite3_aggregate_context(context, sizeof(Sum*)));
    if (!sum) return sqlite3_result_error_nomem(context);
    if (!*sum) *sum = new Sum;
    (*sum)->total += *value;
    ++(*sum)->count;
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
}

template <bool Average>
void end(sqlite3_context* context) {
  auto** place = static_cast<Sum**>(sqlite3_aggregate_context(context, 0));
  if (!place || !*place) return sqlite3_result_null(context);
  Sum* sum = *place;
  try {
    give(context, Average ? sum->total.divide(sum->count, quotient_scale) : sum->total);
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
  delete sum;
}

}  // namespace

void add_functions(sqlite3* handle) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const auto scalar = [&](const char* name, int operands, void (*function)(sqlite3_context*, int, sqlite3_value**)) {
    return sqlite3_create_function_v2(handle, name, operands, flags, nullptr, function, nullptr, nullptr, nullptr);
  };
  const auto aggregate = [&](const char* name, void (*final)(sqlite3_context*),
                             void (*step)(sqlite3_context*, int, sqlite3_value**) = add_row) {
    return sqlite3_create_function_v2(handle, name, 1, flags, nullptr, nullptr, step, final, nullptr);
  };
  const int code =
      scalar("decimal_add", 2, compute<add>) | scalar("decimal_subtract", 2, compute<subtract>) |
      scalar("decimal_multiply", 2, compute<multiply>) | scalar("decimal_divide", 2, compute<divide>) |
      scalar("int_in_range", 1, check_range<fits_int>) | scalar("bigint_in_range", 1, check_range<fits_big_int>) |
      scalar("float_in_range", 1, check_range<fits_float>) | scalar("instant", 1, instant) |
      aggregate("instant_forms", give_forms, note_form) | scalar("text_contains", 2, match<contains>) |
      scalar("text_contains_folded", 2, match<contains_folded>) | scalar("text_ends_with", 2, match<ends_with>) |
      scalar("text_ends_with_folded", 2, match<ends_with_folded>) | aggregate("decimal_sum", end<false>) |
      aggregate("decimal_avg", end<true>);
  if (code != SQLITE_OK) throw_failure(handle, code);
}

}  // namespace tenon::sql::sqlite
