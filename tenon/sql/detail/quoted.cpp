#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::detail {
namespace {

void write_quoted(std::string& out, std::string_view text, char quote) {
  out += quote;
  for (std::size_t at; (at = text.find(quote)) != std::string_view::npos; text.remove_prefix(at + 1)) {
    out.append(text.substr(0, at + 1)) += quote;
  }
  out.append(text) += quote;
}

std::string in_quotes(std::string_view text, char quote) {
  std::string out;
  write_quoted(out, text, quote);
  return out;
}

}  // namespace

void write_name(std::string& out, std::string_view name) { write_quoted(out, name, '"'); }
std::string quoted_name(std::string_view name) { return in_quotes(name, '"'); }
std::string quoted_text(std::string_view text) { return in_quotes(text, '\''); }

std::string quoted_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) write_name(out.append(out.empty() ? "" : ", "), name);
  return out;
}

}  // namespace tenon::sql::detail
