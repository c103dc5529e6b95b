#include <tenon/sql/postgres/clock_text.hpp>

namespace tenon::sql::postgres {

void append_number(std::string& out, std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void append_clock(std::string& out, std::int64_t microseconds) {
  const std::int64_t second = microseconds / 1'000'000;
  append_number(out, second / 3600, 2);
  append_number(out += ':', second / 60 % 60, 2);
  append_number(out += ':', second % 60, 2);
  if (microseconds % 1'000'000 == 0) return;
  append_number(out += '.', microseconds % 1'000'000, 6);
  out.erase(out.find_last_not_of('0') + 1);
}

}  // namespace tenon::sql::postgres
