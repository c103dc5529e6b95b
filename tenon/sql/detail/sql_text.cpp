#include <tenon/sql/detail/sql_text.hpp>

namespace tenon::sql::detail {

namespace {

void write_quoted(std::string& out, std::string_view name) {
  out += '"';
  for (std::size_t quote; (quote = name.find('"')) != std::string_view::npos; name.remove_prefix(quote + 1)) {
    out.append(name.substr(0, quote + 1)) += '"';
  }
  out.append(name) += '"';
}

}  // namespace

SqlText& SqlText::name(std::string_view name) {
  write_quoted(text_, name);
  return *this;
}

SqlText& SqlText::table(const schema::Model& model) {
  if (!model.db_schema.empty()) name(model.db_schema) << ".";
  return name(model.db_name);
}

SqlText& SqlText::parameter(const Cell& cell) {
  parameters_.push_back(cell);
  dialect_->write_parameter(text_, parameters_.size());
  return *this;
}

std::string column_of(Alias alias, const schema::Field& field) {
  std::string text = "t" + std::to_string(alias.number) + ".";
  write_quoted(text, field.db_name);
  return text;
}

}  // namespace tenon::sql::detail
