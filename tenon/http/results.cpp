#include <tenon/http/results.hpp>

#include <tenon/base/text/percent.hpp>

namespace tenon::http::detail {

std::string format_location(std::string_view pattern, std::initializer_list<UrlPart> parts) {
  std::string location;
  for (const UrlPart& part : parts) {
    const std::size_t at = pattern.find("{}");
    location.append(pattern.substr(0, at));
    location += text::percent_encode(part.text());
    pattern.remove_prefix(at + 2);
  }
  return location.append(pattern);
}

}  // namespace tenon::http::detail
