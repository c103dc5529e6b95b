#include <tenon/sql/value.hpp>

#include <tenon/base/text/base64.hpp>

namespace tenon::sql {

std::optional<Blob> Blob::parse(std::string_view base64) {
  if (auto bytes = text::base64_decode(base64)) return Blob{*std::move(bytes)};
  return std::nullopt;
}

std::string Blob::to_string() const { return text::base64_encode(bytes); }

}  // namespace tenon::sql
