#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenon::sql {

/// One column of one row, or one parameter, in the few forms that databases keep. A view: text and bytes belong to
/// whoever made the cell. What a cell means is said by the field it belongs to: a boolean is an integer here, a
/// point in time an integer or a text (Dialect encodes and decodes them).
class Cell {
 public:
  enum class Kind : std::uint8_t { null, integer, real, text, blob };

  constexpr Cell() noexcept = default;
  static constexpr Cell of_integer(std::int64_t value) noexcept {
    Cell cell(Kind::integer, 0);
    cell.integer_ = value;
    return cell;
  }
  static constexpr Cell of_real(double value) noexcept {
    Cell cell(Kind::real, 0);
    cell.real_ = value;
    return cell;
  }
  static constexpr Cell of_text(std::string_view text) noexcept { return of_bytes(Kind::text, text); }
  static constexpr Cell of_blob(std::string_view bytes) noexcept { return of_bytes(Kind::blob, bytes); }

  constexpr Kind kind() const noexcept { return kind_; }
  constexpr bool is_null() const noexcept { return kind_ == Kind::null; }
  /// Each for its own kind only.
  constexpr std::int64_t integer() const noexcept { return integer_; }
  constexpr double real() const noexcept { return real_; }
  constexpr std::string_view bytes() const noexcept { return {data_, size_}; }

  /// Same kind and same value. Null equals null here, other than in SQL.
  friend constexpr bool operator==(const Cell& a, const Cell& b) noexcept {
    if (a.kind_ != b.kind_) return false;
    switch (a.kind_) {
      case Kind::null: return true;
      case Kind::integer: return a.integer_ == b.integer_;
      case Kind::real: return a.real_ == b.real_;
      case Kind::text:
      case Kind::blob: return a.bytes() == b.bytes();
    }
    return false;
  }

 private:
  constexpr Cell(Kind kind, std::size_t size) noexcept : kind_(kind), size_(static_cast<std::uint32_t>(size)) {}
  static constexpr Cell of_bytes(Kind kind, std::string_view bytes) noexcept {
    Cell cell(kind, bytes.size());
    cell.data_ = bytes.data();
    return cell;
  }

  Kind kind_ = Kind::null;
  std::uint32_t size_ = 0;
  union {
    std::int64_t integer_ = 0;
    double real_;
    const char* data_;
  };
};

}  // namespace tenon::sql
