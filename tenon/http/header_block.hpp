#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/headers.hpp>

namespace tenon::http {

/// Fields that are the same on every answer, put together once: Headers::set_defaults() points at them, and a codec
/// writes them as one piece.
///
///     HeaderBlock block;
///     block.add(header::referrer_policy, "no-referrer").add(header::x_content_type_options, "nosniff");
class HeaderBlock {
 public:
  /// Only known names, each once, and none of those that codecs write themselves: throws Invalid ("bad_header_block").
  HeaderBlock& add(HeaderId name, HeaderValue value);

  std::size_t size() const noexcept { return fields_.size(); }
  HeaderField operator[](std::size_t index) const noexcept {
    const Field& field = fields_[index];
    return {field.id, name_of(field.id), field.value.text()};
  }
  const HeaderIds& ids() const noexcept { return ids_; }
  /// The fields as HTTP/1 writes them, each with the end of its line.
  std::string_view text() const noexcept { return text_; }

 private:
  struct Field {
    HeaderId id;
    HeaderValue value;
  };

  HeaderIds ids_;
  std::vector<Field> fields_;
  std::string text_;
};

}  // namespace tenon::http
