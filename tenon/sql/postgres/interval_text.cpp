#include <tenon/sql/postgres/interval_text.hpp>

#include <cstdint>
#include <limits>

#include <tenon/sql/postgres/clock_text.hpp>
#include <tenon/sql/postgres/network_order.hpp>

namespace tenon::sql::postgres {
namespace {

/// Writes the parts of an interval, of which those that are zero are left out.
class Parts {
 public:
  explicit Parts(std::string& out) noexcept : out_(out) {}

  void add(std::int64_t number, std::string_view unit) {
    if (number == 0) return;
    begin(number < 0);
    out_ += std::to_string(number);
    out_.append(" ").append(unit);
    if (number != 1) out_ += 's';
  }
  void add_clock(std::int64_t microseconds) {
    if (microseconds == 0 && !is_first_) return;
    const bool negative = microseconds < 0;
    begin(negative);
    if (negative) out_ += '-';
    append_clock(out_, negative ? -microseconds : microseconds);
  }

 private:
  /// Behind a negative part, positive ones have a sign.
  void begin(bool negative) {
    if (!is_first_) out_ += ' ';
    if (was_negative_ && !negative) out_ += '+';
    is_first_ = false;
    was_negative_ = negative;
  }

  std::string& out_;
  bool is_first_ = true;
  bool was_negative_ = false;
};

}  // namespace

bool append_interval_text(std::string& out, std::string_view bytes) {
  ByteReader reader(bytes);
  const auto microseconds = reader.take<std::int64_t>();
  const auto days = reader.take<std::int32_t>();
  const auto months = reader.take<std::int32_t>();
  if (!reader.at_end()) return false;
  // -2^63 microseconds is what the server takes for a part of -infinity, from version 17.
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  if (microseconds == lowest || microseconds == highest) {
    out += microseconds == lowest ? "-infinity" : "infinity";
    return true;
  }
  Parts parts(out);
  parts.add(months / 12, "year");
  parts.add(months % 12, "mon");
  parts.add(days, "day");
  parts.add_clock(microseconds);
  return true;
}

}  // namespace tenon::sql::postgres
