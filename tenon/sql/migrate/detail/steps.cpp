#include <tenon/sql/migrate/detail/steps.hpp>

#include <utility>

namespace tenon::sql::migrate::detail {

void Steps::step(std::string_view name, std::string_view statements) {
  if (!text_.empty()) text_ += '\n';
  text_.append("-- ").append(name).append("\n").append(statements);
}

std::string Steps::take() { return std::exchange(text_, {}); }

}  // namespace tenon::sql::migrate::detail
