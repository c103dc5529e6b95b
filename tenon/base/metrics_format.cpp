#include <tenon/base/metrics.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/split.hpp>

#include <algorithm>

namespace tenon::metrics {
namespace {

/// The quality that a media range's parameters give, 1 if they give none; 0 if they ask for another version.
double quality(std::string_view parameters, std::string_view version) {
  double quality = 1;
  for (const std::string_view parameter : text::split(parameters, ';')) {
    const auto [name, value] = text::split_once(text::trim(parameter), '=');
    if (text::iequals(name, "q")) quality = text::parse_double(value).value_or(0);
    if (text::iequals(name, "version") && value != version) return 0;
  }
  return quality;
}

}  // namespace

Format negotiate(std::string_view accept) noexcept {
  double openmetrics = 0;
  double text = 0;
  for (const std::string_view range : text::split(accept, ',')) {
    auto [type, parameters] = text::split_once(range, ';');
    type = text::trim(type);
    if (text::iequals(type, "application/openmetrics-text")) {
      openmetrics = std::max(openmetrics, quality(parameters, "1.0.0"));
    } else if (text::iequals(type, "text/plain")) {
      text = std::max(text, quality(parameters, "0.0.4"));
    }
  }
  return openmetrics > text ? Format::openmetrics : Format::text;
}

std::string_view content_type(Format format) noexcept {
  return format == Format::text ? "text/plain; version=0.0.4; charset=utf-8"
                                : "application/openmetrics-text; version=1.0.0; charset=utf-8";
}

}  // namespace tenon::metrics
