#include <tenon/base/text/authority.hpp>

#include <algorithm>
#include <cstdint>

#include <tenon/base/text/numbers.hpp>

namespace tenon::text {
namespace {

bool is_port(std::string_view text) noexcept {
  return text.size() <= 5 && parse_integer<std::uint16_t>(text).value_or(0) != 0;
}

}  // namespace

std::optional<std::string_view> host_of(std::string_view authority) noexcept {
  const std::size_t end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  const std::string_view host = authority.substr(0, end);
  const std::string_view rest = authority.substr(host.size());
  if (host.empty() || !(rest.empty() || (rest[0] == ':' && is_port(rest.substr(1))))) return std::nullopt;
  return host;
}

}  // namespace tenon::text
