#include <tenon/sql/detail/key_groups.hpp>

#include <cstring>

namespace tenon::sql::detail {

void append_key(std::string& key, const Cell& cell) {
  key += static_cast<char>(cell.kind());
  char number[8];
  switch (cell.kind()) {
    case Cell::Kind::null: return;
    case Cell::Kind::integer: {
      const std::int64_t value = cell.integer();
      std::memcpy(number, &value, sizeof number);
      key.append(number, sizeof number);
      return;
    }
    case Cell::Kind::real: {
      const double value = cell.real();
      std::memcpy(number, &value, sizeof number);
      key.append(number, sizeof number);
      return;
    }
    case Cell::Kind::text:
    case Cell::Kind::blob: {
      const std::uint64_t size = cell.bytes().size();
      std::memcpy(number, &size, sizeof number);
      key.append(number, sizeof number).append(cell.bytes());
    }
  }
}

bool KeyGroups::to_text(std::span<const Cell> key, std::string& text) {
  for (const Cell& cell : key) {
    if (cell.is_null()) return false;
    append_key(text, cell);
  }
  return true;
}

std::uint32_t KeyGroups::add(std::span<const Cell> key) {
  std::string text;
  if (!to_text(key, text)) return none;
  const auto [place, is_new] = groups_.try_emplace(std::move(text), static_cast<std::uint32_t>(groups_.size()));
  if (is_new) cells_.insert(cells_.end(), key.begin(), key.end());
  return place->second;
}

std::uint32_t KeyGroups::find(std::span<const Cell> key) const {
  std::string text;
  if (!to_text(key, text)) return none;
  const auto place = groups_.find(text);
  return place == groups_.end() ? none : place->second;
}

}  // namespace tenon::sql::detail
