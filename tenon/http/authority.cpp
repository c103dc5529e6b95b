#include <tenon/http/authority.hpp>

#include <algorithm>
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
  const auto host = text::host_of(text);
  if (!host) return false;
  if (host->front() == '[') {
    const std::string_view address = host->substr(1, host->size() - 2);
    return address.find(':') != std::string_view::npos && IpAddress::parse(address);
  }
  return std::all_of(host->begin(), host->end(), [](char c) { return name_bytes[static_cast<unsigned char>(c)]; });
}

}  // namespace tenon::http
