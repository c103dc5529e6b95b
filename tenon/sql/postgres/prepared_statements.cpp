#include <tenon/sql/postgres/prepared_statements.hpp>

#include <algorithm>

#include <tenon/sql/engine.hpp>

namespace tenon::sql::postgres {
namespace {

constexpr std::uint64_t with_type(std::uint64_t key, std::uint32_t type) noexcept {
  return (key ^ type) * 0x9e37'79b9'7f4a'7c15;
}

bool is_of(const PreparedStatement& statement, std::string_view text, std::span<const Parameter> parameters) {
  return statement.text == text &&
         std::equal(statement.given_types.begin(), statement.given_types.end(), parameters.begin(), parameters.end(),
                    [](std::uint32_t type, const Parameter& parameter) { return type == parameter.type; });
}

}  // namespace

PreparedStatements::Statement PreparedStatements::get(std::string_view text, std::uint64_t hash,
                                                      std::span<const Parameter> parameters) {
  const std::uint64_t key = key_of(hash, parameters);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    if (is_of(**found->second, text, parameters)) {
      uses_.splice(uses_.begin(), uses_, found->second);
      return *found->second;
    }
    discard(**found->second);  // two texts of one hash
  }
  auto statement = std::make_shared<PreparedStatement>();
  statement->text = text;
  for (const Parameter& parameter : parameters) statement->given_types.push_back(parameter.type);
  if (capacity_ == 0) return statement;
  statement->name = "t" + std::to_string(++last_name_);
  if (by_key_.size() >= capacity_) discard(*uses_.back());
  uses_.push_front(statement);
  by_key_.emplace(key, uses_.begin());
  return statement;
}

void PreparedStatements::forget(const PreparedStatement& statement) { erase(statement); }

void PreparedStatements::discard(const PreparedStatement& statement) {
  std::string name = statement.asked ? statement.name : std::string();
  if (erase(statement) && !name.empty()) to_close_.push_back(std::move(name));
}

bool PreparedStatements::erase(const PreparedStatement& statement) {
  const auto found = by_key_.find(key_of(statement));
  if (found == by_key_.end() || found->second->get() != &statement) return false;
  const auto place = found->second;
  by_key_.erase(found);
  uses_.erase(place);
  return true;
}

std::uint64_t PreparedStatements::key_of(std::uint64_t hash, std::span<const Parameter> parameters) noexcept {
  for (const Parameter& parameter : parameters) hash = with_type(hash, parameter.type);
  return hash;
}

std::uint64_t PreparedStatements::key_of(const PreparedStatement& statement) noexcept {
  std::uint64_t key = statement_hash(statement.text);
  for (const std::uint32_t type : statement.given_types) key = with_type(key, type);
  return key;
}

}  // namespace tenon::sql::postgres
