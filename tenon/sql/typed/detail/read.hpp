#pragma once

#include <cstddef>
#include <span>

#include <tenon/sql/detail/row_storage.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/typed/detail/shape.hpp>

/// From rows of the core to generated structs, by the tables of their model.
namespace tenon::sql::typed {

void read_row(const RowShape& shape, const Rows::Storage& rows, std::size_t index, void* out);
/// `out`: a std::vector of rows.
void read_rows(const RowShape& shape, const Rows::Storage& rows, void* out);

/// Makes a struct of the first row of detail::scan().
class OneReader final : public RowHandler {
 public:
  OneReader(const Dialect& dialect, const RowShape& shape, std::span<const schema::Field* const> columns,
            void* out) noexcept
      : dialect_(dialect), shape_(shape), columns_(columns), out_(out) {}
  bool on_row(std::span<const Cell> cells) override;
  void begin() noexcept { found_ = false; }
  bool found() const noexcept { return found_; }

 private:
  const Dialect& dialect_;
  const RowShape& shape_;
  std::span<const schema::Field* const> columns_;
  void* out_;
  bool found_ = false;
};

/// Makes structs of all rows of detail::scan(), in a std::vector of them.
class ManyReader final : public RowHandler {
 public:
  /// `expected`: how many rows there will probably be.
  ManyReader(const Dialect& dialect, const RowShape& shape, std::span<const schema::Field* const> columns,
             std::size_t expected, void* out) noexcept
      : dialect_(dialect), shape_(shape), columns_(columns), expected_(expected), out_(out) {}
  bool on_row(std::span<const Cell> cells) override;
  void begin() noexcept { count_ = 0; }
  void end() { shape_.resize(out_, count_); }

 private:
  const Dialect& dialect_;
  const RowShape& shape_;
  std::span<const schema::Field* const> columns_;
  std::size_t expected_;
  std::size_t count_ = 0;
  std::size_t size_ = 0;  ///< of the vector: rows behind `count_` wait for their turn
  void* first_ = nullptr;
  void* out_;
};

}  // namespace tenon::sql::typed
