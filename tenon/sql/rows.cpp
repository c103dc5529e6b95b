#include <tenon/sql/rows.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/order.hpp>
#include <tenon/sql/detail/row_storage.hpp>

namespace tenon::sql {

Rows::Rows() noexcept = default;
Rows::Rows(const schema::Model& model) : storage_(std::make_unique<Storage>()) { storage_->model = &model; }
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() = default;

std::size_t Rows::size() const noexcept { return storage_ ? storage_->size() : 0; }

Row Rows::operator[](std::size_t index) const noexcept { return {*storage_, index}; }

const schema::Model* Rows::model() const noexcept { return storage_ ? storage_->model : nullptr; }

std::span<const schema::Field* const> Rows::fields() const noexcept {
  if (!storage_) return {};
  return {storage_->columns.data(), storage_->visible};
}

void Rows::write_json(Buffer& out) const {
  json::Writer json{out};
  if (storage_) {
    storage_->write_json(json);
  } else {
    json.begin_array().end_array();
  }
}

std::string Rows::to_json() const {
  Buffer out;
  write_json(out);
  return std::string(out.view());
}

std::vector<Value> Rows::position(std::size_t index) const {
  if (!storage_ || storage_->order_columns.empty()) {
    throw Internal("no_position", "These rows were read without an order that tells all of them apart.");
  }
  const std::span<const Cell> cells = storage_->row(index);
  std::vector<Value> values;
  values.reserve(storage_->order.size());
  for (std::size_t i = 0; i < storage_->order.size(); ++i) {
    values.push_back(detail::place_of(cells[storage_->order_columns[i]]));
  }
  return values;
}

namespace {

[[noreturn]] void throw_not_read(const schema::Model& model, std::string_view name) {
  throw Invalid("unknown_field", "\"" + std::string(name) + "\" was not read with these rows of " + model.name + ".");
}

}  // namespace

Cell Row::cell(std::string_view field) const {
  for (std::size_t i = 0; i < rows_->visible; ++i) {
    if (rows_->columns[i]->name == field) return rows_->row(index_)[i];
  }
  throw_not_read(*rows_->model, field);
}

Value Row::value(std::string_view field) const {
  for (std::size_t i = 0; i < rows_->visible; ++i) {
    if (rows_->columns[i]->name != field) continue;
    try {
      return detail::decode(*rows_->dialect, *rows_->columns[i], rows_->row(index_)[i]);
    } catch (const detail::UnexpectedValue& error) {
      detail::rethrow_of_row(error, *rows_->model, rows_->columns, rows_->row(index_));
    }
  }
  throw_not_read(*rows_->model, field);
}

std::vector<Row> Row::related(std::string_view relation) const {
  for (const Rows::Storage::Related& related : rows_->related) {
    if (related.relation->name != relation) continue;
    std::vector<Row> rows;
    for (const std::uint32_t member : related.of(index_)) rows.push_back(related.rows[member]);
    return rows;
  }
  throw_not_read(*rows_->model, relation);
}

std::int64_t Row::count(std::string_view relation) const {
  for (std::size_t i = 0; i < rows_->counted.size(); ++i) {
    if (rows_->counted[i]->name == relation) return rows_->row(index_)[rows_->first_count + i].integer();
  }
  throw_not_read(*rows_->model, relation);
}

void Row::write_json(Buffer& out) const {
  json::Writer json{out};
  rows_->write_json(index_, json);
}

std::string Row::to_json() const {
  Buffer out;
  write_json(out);
  return std::string(out.view());
}

}  // namespace tenon::sql
