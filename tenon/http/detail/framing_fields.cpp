#include <tenon/http/detail/framing_fields.hpp>

#include <limits>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/authority.hpp>
#include <tenon/http/detail/rejections.hpp>

namespace tenon::http::detail {
namespace {

const Rejection* read_host(RequestHead& head, const Framing& framing) noexcept {
  if (!head.headers.contains(header::host)) return framing.minor_version == 1 ? &rejections::missing_host : nullptr;
  const std::string_view host = head.headers.get(header::host);
  if (!is_authority(host)) return &rejections::bad_host;
  // The authority of an absolute target takes precedence over Host (RFC 9112 section 3.2.2).
  if (head.authority.empty()) head.authority = host;
  return nullptr;
}

const Rejection* read_content_length(std::string_view text, Framing& framing) noexcept {
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  if (text.empty()) return &rejections::bad_content_length;
  std::uint64_t length = 0;
  for (char c : text) {
    if (!text::is_digit(c)) return &rejections::bad_content_length;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (length > (largest - digit) / 10) return &rejections::bad_content_length;
    length = length * 10 + digit;
  }
  framing.content_length = length;
  framing.body = length == 0 ? Framing::Body::none : Framing::Body::sized;
  return nullptr;
}

const Rejection* read_transfer_encoding(std::string_view text, Framing& framing) noexcept {
  if (framing.minor_version == 0) return &rejections::bad_transfer_encoding;
  if (!text::iequals(text, "chunked")) {
    // Another coding before it is one that we lack. Without "chunked" at the end nobody knows where the body ends.
    bool known = true;
    bool last_is_chunked = false;
    for (std::string_view part : text::split(text, ',')) {
      const std::string_view coding = text::trim(part);
      if (last_is_chunked || !is_token(coding)) return &rejections::bad_transfer_encoding;
      last_is_chunked = text::iequals(coding, "chunked");
      known = known && last_is_chunked;
    }
    if (!last_is_chunked || known) return &rejections::bad_transfer_encoding;
    return &rejections::unknown_coding;
  }
  framing.body = Framing::Body::chunked;
  return nullptr;
}

void read_connection(const RequestHeaders& headers, Framing& framing) noexcept {
  bool close = false;
  headers.for_each(header::connection, [&](std::string_view options) {
    for (std::string_view part : text::split(options, ',')) {
      const std::string_view option = text::trim(part);
      if (text::iequals(option, "keep-alive")) framing.keep_alive = true;
      if (text::iequals(option, "close")) close = true;
    }
  });
  framing.keep_alive = framing.keep_alive && !close;
}

}  // namespace

bool is_singleton(HeaderId id) noexcept {
  switch (id) {
    case HeaderId::authorization:
    case HeaderId::content_length:
    case HeaderId::content_type:
    case HeaderId::expect:
    case HeaderId::host:
    case HeaderId::idempotency_key:
    case HeaderId::if_modified_since:
    case HeaderId::if_range:
    case HeaderId::if_unmodified_since:
    case HeaderId::origin:
    case HeaderId::range:
    case HeaderId::transfer_encoding: return true;
    default: return false;
  }
}

const Rejection* read_framing(RequestHead& head, Framing& framing) noexcept {
  const RequestHeaders& headers = head.headers;
  if (const Rejection* rejection = read_host(head, framing)) return rejection;

  if (headers.contains(header::content_length)) {
    if (headers.contains(header::transfer_encoding)) return &rejections::length_and_coding;
    if (const Rejection* rejection = read_content_length(headers.get(header::content_length), framing))
      return rejection;
  }
  if (headers.contains(header::transfer_encoding)) {
    if (const Rejection* rejection = read_transfer_encoding(headers.get(header::transfer_encoding), framing)) {
      return rejection;
    }
  }

  framing.keep_alive = framing.minor_version == 1;
  if (headers.contains(header::connection)) read_connection(headers, framing);

  if (headers.contains(header::expect) && framing.minor_version == 1) {
    if (!text::iequals(headers.get(header::expect), "100-continue")) return &rejections::bad_expectation;
    framing.expect_continue = framing.body != Framing::Body::none;
  }
  return nullptr;
}

}  // namespace tenon::http::detail
