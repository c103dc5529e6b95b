#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/base/text/percent.hpp>
#include <tenon/base/text/utf8.hpp>
#include <tenon/http/url.hpp>

// Pairs are text, and survive being encoded and read again.

namespace {

using namespace tenon::http;

void require(bool condition) {
  if (!condition) std::abort();
}

void require_text(std::string_view text) {
  require(tenon::text::is_utf8(text) && text.find('\0') == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  std::string decoded;
  if (decode_percent(text, decoded)) {
    require_text(decoded);
    std::string again;
    require(decode_percent(tenon::text::percent_encode(decoded), again) && again == decoded);
  }

  const auto pairs = UrlPairs::parse(text);
  if (!pairs) {
    require(pairs.error().offset <= size);
    return 0;
  }
  std::string written;
  for (const auto& [name, value] : *pairs) {
    require_text(name);
    require_text(value);
    written += tenon::text::percent_encode(name) + "=" + tenon::text::percent_encode(value) + "&";
  }
  const auto again = UrlPairs::parse(written);
  require(again && (*again).size() == (*pairs).size());
  for (std::size_t i = 0; i < (*pairs).size(); ++i) {
    require((*again)[i].name == (*pairs)[i].name && (*again)[i].value == (*pairs)[i].value);
  }
  return 0;
}
