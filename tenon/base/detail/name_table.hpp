#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Names that are cut out of __PRETTY_FUNCTION__ are copied into tables of their exact size, so that the long texts
/// themselves do not end up in the program.
namespace tenon::detail {

constexpr bool is_identifier_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// The identifier or number that `text` ends with.
constexpr std::string_view last_identifier(std::string_view text) noexcept {
  std::size_t start = text.size();
  while (start > 0 && is_identifier_character(text[start - 1])) --start;
  return text.substr(start);
}

/// `Count` names of `Size` characters together.
template <std::size_t Count, std::size_t Size>
struct NameTable {
  std::array<std::uint16_t, Count + 1> ends{};  // ends[i] … ends[i + 1] is the i-th name
  char characters[Size + 1] = {};

  constexpr NameTable() = default;
  constexpr explicit NameTable(const std::array<std::string_view, Count>& names) noexcept {
    std::uint16_t end = 0;
    for (std::size_t i = 0; i < Count; ++i) {
      for (const char c : names[i]) characters[end++] = c;
      ends[i + 1] = end;
    }
  }

  constexpr std::string_view operator[](std::size_t i) const noexcept {
    return {characters + ends[i], static_cast<std::size_t>(ends[i + 1] - ends[i])};
  }
};

template <std::size_t Count>
constexpr std::size_t total_size(const std::array<std::string_view, Count>& names) noexcept {
  std::size_t size = 0;
  for (const std::string_view name : names) size += name.size();
  return size;
}

template <std::size_t Count, std::size_t Size>
constexpr std::array<std::string_view, Count> views_of(const NameTable<Count, Size>& table) noexcept {
  std::array<std::string_view, Count> views;
  for (std::size_t i = 0; i < Count; ++i) views[i] = table[i];
  return views;
}

}  // namespace tenon::detail
