#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::http {

/// What a route's `{name}` segments matched, in the order of the pattern, percent-decoded.
class PathParameters {
 public:
  /// A pattern with more parameters is refused when it is added.
  static constexpr std::size_t max_size = 12;

  struct Parameter {
    std::string_view name;   ///< lives as long as the router
    std::string_view value;  ///< lives as long as the request, or these parameters when it was escaped
  };

  std::optional<std::string_view> find(std::string_view name) const noexcept {
    for (const Parameter& parameter : *this) {
      if (parameter.name == name) return parameter.value;
    }
    return std::nullopt;
  }

  std::size_t size() const noexcept { return size_; }
  const Parameter& operator[](std::size_t index) const noexcept { return parameters_[index]; }
  const Parameter* begin() const noexcept { return parameters_.data(); }
  const Parameter* end() const noexcept { return parameters_.data() + size_; }

  PathParameters() noexcept {}
  PathParameters(const PathParameters&) = delete;
  PathParameters& operator=(const PathParameters&) = delete;

  // For the router.

  void clear() noexcept { size_ = 0; }
  void push(std::string_view name, std::string_view raw) noexcept { parameters_[size_++] = {name, raw}; }
  void truncate(std::size_t size) noexcept { size_ = size; }
  void set_name(std::size_t index, std::string_view name) noexcept { parameters_[index].name = name; }
  /// Decodes what is escaped. False when a value is then not valid UTF-8 or holds a NUL.
  bool decode();

 private:
  std::size_t size_ = 0;
  std::array<Parameter, max_size> parameters_;
  std::string decoded_;
};

}  // namespace tenon::http
