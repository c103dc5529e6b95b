#include <tenon/http/authority.hpp>

#include <array>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/http/ip_address.hpp>

namespace tenon::http {
namespace {

constexpr auto name_bytes = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const char character = static_cast<char>(c);
    table[static_cast<std::size_t>(c)] =
        text::is_alnum(character) || character == '-' || character == '.' || character == '_';
  }
  return table;
}();

}  // namespace

bool is_authority(std::string_view text) noexcept {
  if (text.starts_with('[')) {
    const auto host = text::host_of(text);
    if (!host) return false;
    const std::string_view address = host->substr(1, host->size() - 2);
    return address.find(':') != std::string_view::npos && IpAddress::parse(address);
  }
  std::size_t end = 0;
  while (end < text.size() && name_bytes[static_cast<unsigned char>(text[end])]) ++end;
  return end != 0 && text::is_port_part(text.substr(end));
}

}  // namespace tenon::http
