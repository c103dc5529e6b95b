#include <tenon/sql/postgres/exchange.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/postgres/connection_lost.hpp>
#include <tenon/sql/postgres/failure.hpp>
#include <tenon/sql/postgres/parameter.hpp>

namespace tenon::sql::postgres {

Exchange::Exchange(const Statement& statement, Unit unit, RowHandler* rows) noexcept
    : statement_(statement), rows_(rows) {
  request_.text = statement.text;
  request_.hash = statement.hash != 0 ? statement.hash : statement_hash(statement.text);
  request_.unit = unit;
  request_.rows = this;
}

bool Exchange::is_described(const Link& link) const {
  return statement_.parameters.empty() || link.description(request_.hash, statement_.text) != nullptr;
}

Task<> Exchange::describe(Link& link, Unit unit) {
  Exchange question(statement_, unit, nullptr);
  question.request_.describes_only = true;
  const Link::Wait wait(link);
  co_await link.connection().run(question.request_);
  question.require();
  link.remember(request_.hash, question.request_.statement);
}

Task<> Exchange::run(Link& link) {
  if (!statement_.parameters.empty()) {
    const PreparedStatements::Statement described = link.description(request_.hash, statement_.text);
    if (!described) throw Internal("database_error", "The types of the statement's parameters are not known.");
    encode(*described);
  }
  const Link::Wait wait(link);
  co_await link.connection().run(request_);
}

void Exchange::encode(const PreparedStatement& described) {
  const auto& types = described.parameter_types;
  if (types.size() != statement_.parameters.size()) {
    throw Internal("database_error", "The statement has " + std::to_string(types.size()) +
                                         " parameters, and was given " + std::to_string(statement_.parameters.size()) +
                                         ".");
  }
  struct Place {
    std::size_t begin;
    std::size_t size;
  };
  std::vector<Place> places;
  places.reserve(types.size());
  parameters_.assign(types.size(), {});
  for (std::size_t i = 0; i < types.size(); ++i) {
    const std::size_t begin = bytes_.size();
    const Cell& cell = statement_.parameters[i];
    if (!cell.is_null()) parameters_[i].format = append_parameter(bytes_, types[i], cell);
    places.push_back({begin, bytes_.size() - begin});
  }
  for (std::size_t i = 0; i < types.size(); ++i) {  // now that the bytes stay where they are
    if (statement_.parameters[i].is_null()) continue;
    parameters_[i].value = std::string_view(bytes_).substr(places[i].begin, places[i].size);
  }
  request_.parameters = parameters_;
}

void Exchange::on_begin(std::span<const Column> columns) {
  if (begun_ && rows_ && !cells_.empty()) {  // the handler cannot forget what it was given
    throw ConnectionLost(false, "the statement had to be run again");
  }
  begun_ = true;
  decoders_.clear();
  for (const Column& column : columns) decoders_.push_back(decoder_of(column.type, Format::binary));
}

bool Exchange::on_row(std::span<const RawValue> values) {
  if (!rows_) return false;
  detail::Arena arena;
  cells_.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    cells_[i] = values[i] ? decoders_.at(i)(*values[i], arena) : Cell();
  }
  return rows_->on_row(cells_);
}

void Exchange::require() const {
  const Outcome& outcome = request_.outcome;
  switch (outcome.fate) {
    case Outcome::Fate::done: return;
    case Outcome::Fate::failed:
      throw_failure({.code = outcome.error->sqlstate,
                     .message = outcome.error->message,
                     .detail = outcome.error->detail,
                     .schema = outcome.error->schema,
                     .table = outcome.error->table,
                     .column = outcome.error->column,
                     .constraint = outcome.error->constraint},
                    statement_.text);
    case Outcome::Fate::aborted: throw Unavailable("transaction_lost", "A statement before this one had failed.");
    case Outcome::Fate::not_sent: throw ConnectionLost(false, outcome.reason);
    case Outcome::Fate::lost: throw ConnectionLost(true, outcome.reason);
  }
}

std::int64_t Exchange::changed() const noexcept {
  return statement_.text.starts_with("SELECT") ? 0 : request_.outcome.rows;
}

}  // namespace tenon::sql::postgres
