#include <tenon/http/authority.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/base/text/numbers.hpp>
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

struct Place {
  std::string_view host;
  std::uint16_t port;
};

std::optional<Place> place_of(std::string_view authority, std::uint16_t default_port) noexcept {
  const auto host = text::host_of(authority);
  if (!host) return std::nullopt;
  const std::string_view port = authority.substr(std::min(host->size() + 1, authority.size()));
  return Place{*host, port.empty() ? default_port : text::parse_integer<std::uint16_t>(port).value_or(0)};
}

}  // namespace

bool is_same_authority(std::string_view a, std::string_view b, std::uint16_t port_of_scheme) noexcept {
  const auto first = place_of(a, port_of_scheme);
  const auto second = place_of(b, port_of_scheme);
  return first && second && first->port == second->port && text::iequals(first->host, second->host);
}

bool is_authority(std::string_view text) noexcept {
  if (text.starts_with('[')) {
    const auto host = text::host_of(text);
    if (!host) return false;
    const std::string_view address = host->substr(1, host->size() - 2);
    return address.find(':') != std::string_view::npos && IpAddress::parse(address);
  }
  const char* end = text.data();
  const char* const last = end + text.size();
  while (end != last && name_bytes[static_cast<unsigned char>(*end)]) ++end;
  const auto size = static_cast<std::size_t>(end - text.data());
  return size != 0 && text::is_port_part(text.substr(size));
}

}  // namespace tenon::http
