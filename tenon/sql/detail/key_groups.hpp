#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <tenon/sql/cell.hpp>

namespace tenon::sql::detail {

/// Appends a form of the cell that is different for different cells, whatever comes before and behind.
void append_key(std::string& key, const Cell& cell);

/// Numbers keys by their first appearance: rows with equal keys belong to one group.
class KeyGroups {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// The group of a key, a new one if need be; none if one of its cells is null. The bytes of a key must stay.
  std::uint32_t add(std::span<const Cell> key);
  /// The group of a key; none if there is no such.
  std::uint32_t find(std::span<const Cell> key) const;

  std::size_t size() const noexcept { return groups_.size(); }
  /// The keys' cells, group by group.
  const std::vector<Cell>& cells() const noexcept { return cells_; }

 private:
  static bool to_text(std::span<const Cell> key, std::string& text);

  std::unordered_map<std::string, std::uint32_t> groups_;
  std::vector<Cell> cells_;
};

}  // namespace tenon::sql::detail
