#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/base/bytes.hpp>
#include <tenon/base/decimal.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/http_date.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/hex.hpp>
#include <tenon/base/text/percent.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/base/text/utf8.hpp>
#include <tenon/base/time.hpp>
#include <tenon/base/trace.hpp>
#include <tenon/base/uuid.hpp>

// The small parsers of base: what they take is printed in a form that they read as the same.

namespace {

using namespace tenon;

void require(bool condition) {
  if (!condition) std::abort();
}

void read_environment(std::string_view text) {
  const auto parsed = Environment::parse(text);
  if (parsed) {
    for (const auto& [name, value] : parsed->variables()) require(!name.empty() && value.find('\0') == value.npos);
    return;
  }
  std::size_t line = 0;
  require(!parsed.error().empty());
  for (const EnvFileError& error : parsed.error()) {
    require(error.line > line && error.line <= text.size() + 1);
    line = error.line;
  }
}

void read_numbers(std::string_view text) {
  if (const auto decimal = Decimal::parse(text)) {
    const std::string printed = decimal->to_string();
    const auto again = Decimal::parse(printed);
    require(again && *again == *decimal && again->to_string() == printed);
    require(decimal->normalized() == *decimal && *decimal - *decimal == Decimal());
  }
  if (const auto bytes = Bytes::parse(text)) require(Bytes::parse(bytes->to_string()) == bytes);
  if (const auto uuid = Uuid::parse(text)) require(Uuid::parse(uuid->to_string()) == uuid);
}

void read_times(std::string_view text) {
  if (const auto instant = parse_instant(text)) require(parse_instant(to_string(*instant)) == instant);
  if (const auto date = parse_date(text)) require(to_string(*date) == text);
  if (const auto instant = parse_sql_timestamp(text)) {
    char printed[max_instant_text_size];
    const auto size = static_cast<std::size_t>(write_sql_timestamp(printed, *instant) - printed);
    require(parse_sql_timestamp({printed, size}) == instant);
  }
  const Instant now = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  if (const auto instant = parse_http_date(text, now)) {
    char printed[http_date_size];
    write_http_date(printed, *instant);
    require(parse_http_date({printed, http_date_size}, now) == instant);
  }
}

void read_traces(std::string_view text) {
  if (const auto context = trace::parse_traceparent(text)) {
    const std::string printed = trace::to_traceparent(*context);
    const auto again = trace::parse_traceparent(printed);
    require(again && trace::to_traceparent(*again) == printed && printed.substr(3, 49) == text.substr(3, 49));
  }
  if (const auto state = trace::parse_tracestate(text)) {
    require(state->size() <= 512 && trace::parse_tracestate(*state) == state);
  }
}

void read_encodings(std::string_view text) {
  if (const auto bytes = text::base64_decode(text)) require(text::base64_encode(*bytes) == text);
  if (const auto bytes = text::base64url_decode(text)) require(text::base64url_encode(*bytes) == text);
  if (const auto bytes = text::hex_decode(text)) require(text::hex_encode(*bytes).size() == text.size());
  if (const auto bytes = text::percent_decode(text)) {
    require(bytes->size() <= text.size() && text::percent_decode(text::percent_encode(*bytes)) == bytes);
  }
  (void)text::form_decode(text);
  const std::size_t bad = text::find_invalid_utf8(text);
  require(bad == text.npos || (bad < text.size() && text::is_utf8(text.substr(0, bad))));
}

/// A password before the last '@' of a URL is hidden whatever its bytes are.
void redact(std::string_view text) {
  (void)text::redact_urls(text);
  const std::string url = "redis://u:" + std::string(text) + "sesame@host/0";
  require(text::redact_url(url).find("sesame") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  read_environment(text);
  read_numbers(text);
  read_times(text);
  read_traces(text);
  read_encodings(text);
  redact(text);
  return 0;
}
