#include <tenon/sql/migrate/detail/sql_text.hpp>

namespace tenon::sql::migrate::detail {
namespace {

std::string in_quotes(std::string_view text, char quote) {
  std::string out{quote};
  for (char c : text) {
    if (c == quote) out.push_back(c);
    out.push_back(c);
  }
  out.push_back(quote);
  return out;
}

}  // namespace

std::string quoted_name(std::string_view name) { return in_quotes(name, '"'); }
std::string quoted_text(std::string_view text) { return in_quotes(text, '\''); }

std::string quoted_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + quoted_name(name);
  return out;
}

}  // namespace tenon::sql::migrate::detail
