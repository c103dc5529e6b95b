#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

namespace tenon::text {

/// The parts of a text between separators, as views into it, without a container:
///
///     for (std::string_view part : split("a,b,,c", ',')) …     // "a" "b" "" "c"
///
/// There is one part more than separators: the empty text has one empty part.
class Split {
 public:
  class Iterator {
   public:
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;

    constexpr Iterator() noexcept = default;
    constexpr Iterator(std::string_view text, char separator) noexcept
        : rest_(text), separator_(separator), done_(false) {
      advance();
    }

    constexpr std::string_view operator*() const noexcept { return part_; }
    constexpr Iterator& operator++() noexcept {
      if (last_) {
        done_ = true;
      } else {
        advance();
      }
      return *this;
    }
    constexpr Iterator operator++(int) noexcept {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    constexpr bool operator==(std::default_sentinel_t) const noexcept { return done_; }

   private:
    constexpr void advance() noexcept {
      const std::size_t at = rest_.find(separator_);
      last_ = at == std::string_view::npos;
      part_ = rest_.substr(0, at);
      if (!last_) rest_.remove_prefix(at + 1);
    }

    std::string_view rest_;
    std::string_view part_;
    char separator_ = '\0';
    bool last_ = true;
    bool done_ = true;
  };

  constexpr Split(std::string_view text, char separator) noexcept : text_(text), separator_(separator) {}
  constexpr Iterator begin() const noexcept { return {text_, separator_}; }
  constexpr std::default_sentinel_t end() const noexcept { return {}; }

 private:
  std::string_view text_;
  char separator_;
};

constexpr Split split(std::string_view text, char separator) noexcept { return {text, separator}; }

/// The text before the first separator and the text after it; all of it and nothing if there is none.
constexpr std::pair<std::string_view, std::string_view> split_once(std::string_view text, char separator) noexcept {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

}  // namespace tenon::text
