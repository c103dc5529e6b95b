#include <tenon/http/authority.hpp>

#include <array>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/ip_address.hpp>

namespace tenon::http {
namespace {

bool is_port(std::string_view text) noexcept {
  if (text.empty() || text.size() > 5) return false;
  unsigned port = 0;
  for (char c : text) {
    if (!text::is_digit(c)) return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  return port != 0 && port <= 65535;
}

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
  std::size_t end = 0;
  if (!text.empty() && text[0] == '[') {
    end = text.find(']');
    if (end == std::string_view::npos) return false;
    const auto address = IpAddress::parse(text.substr(1, end - 1));
    if (!address || text.substr(1, end - 1).find(':') == std::string_view::npos) return false;
    ++end;
  } else {
    while (end < text.size() && name_bytes[static_cast<unsigned char>(text[end])]) ++end;
  }
  if (end == 0) return false;
  return end == text.size() || (text[end] == ':' && is_port(text.substr(end + 1)));
}

}  // namespace tenon::http
