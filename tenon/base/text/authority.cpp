#include <tenon/base/text/authority.hpp>

#include <cstdint>

#include <tenon/base/text/numbers.hpp>

namespace tenon::text {

bool is_port_part(std::string_view text) noexcept {
  if (text.empty()) return true;
  const std::string_view port = text.substr(1);
  return text.front() == ':' && port.size() <= 5 && parse_integer<std::uint16_t>(port).value_or(0) != 0;
}

std::optional<std::string_view> host_of(std::string_view authority) noexcept {
  const std::size_t end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  const std::string_view host = authority.substr(0, end);
  if (host.empty() || !is_port_part(authority.substr(host.size()))) return std::nullopt;
  return host;
}

}  // namespace tenon::text
