#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/buffer.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql {

class Row;

/// What a query found: rows of one model with the columns selected and, below each row, the rows of its included
/// relations. Everything is kept in a few blocks of memory, whatever the number of rows.
///
///     Rows rows = co_await client.find_many(product, {.take = 20});
///     rows.write_json(response_body);                  // [{"id":"…","name":"…"}, …]
///     for (std::size_t i = 0; i < rows.size(); ++i) total += rows[i].value("price")…
///
/// It points into the schema and, to know what its cells mean, into the engine: both must outlive it, as they do while
/// the client is there. Moving it keeps Row objects valid.
class Rows {
 public:
  Rows() noexcept;
  explicit Rows(const schema::Model& model);
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }
  Row operator[](std::size_t index) const noexcept;

  /// nullptr for an object that no query filled.
  const schema::Model* model() const noexcept;
  /// The columns that were asked for.
  std::span<const schema::Field* const> fields() const noexcept;

  /// A JSON array with an object a row: columns by their schema names, then relations (an object or null, or an array),
  /// then `_count`. DateTime is RFC 3339 in UTC, Decimal as tenon::Decimal is written, Bytes base64, BigInt a number.
  void write_json(Buffer& out) const;
  std::string to_json() const;

  /// Where row `index` stands in the order of the query, for FindMany::after: its values as the database keeps them
  /// (Cell), because only these are ordered as the rows are; a DateTime may stand there as text or as a number. For
  /// rows of a find_many with `take` or `after`; throws Internal "no_position" for others.
  std::vector<Value> position(std::size_t index) const;

  struct Storage;  ///< detail/row_storage.hpp
  Storage& storage() noexcept { return *storage_; }
  const Storage& storage() const noexcept { return *storage_; }

 private:
  std::unique_ptr<Storage> storage_;
};

/// One row of Rows, by reference.
class Row {
 public:
  Row(const Rows::Storage& rows, std::size_t index) noexcept : rows_(&rows), index_(index) {}

  /// Throws Invalid "unknown_field" when the field is not among the columns read.
  Cell cell(std::string_view field) const;
  Value value(std::string_view field) const;
  /// The rows of an included relation. Throws Invalid "unknown_field" when it was not included.
  std::vector<Row> related(std::string_view relation) const;
  /// How many rows a relation of Selection::counts has.
  std::int64_t count(std::string_view relation) const;

  void write_json(Buffer& out) const;
  std::string to_json() const;

 private:
  const Rows::Storage* rows_;
  std::size_t index_;
};

}  // namespace tenon::sql
