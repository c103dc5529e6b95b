#include <tenon/http/encoder.hpp>

#include <charconv>
#include <cstring>

#include <tenon/base/http_date.hpp>
#include <tenon/http/header_block.hpp>

namespace tenon::http {
namespace {

using BodyKind = ResponseFraming::Body;

// Everything but the response's own fields: the status line with the longest reason, and what the codec adds.
constexpr std::size_t most_of_codec = 256;
constexpr std::size_t around_field = 4;  // ": " and CR LF

/// For text whose size the compiler knows.
char* put(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

/// Two copies that overlap, of a text that has one to two times so many bytes.
template <std::size_t half>
char* put_halves(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), half);
  std::memcpy(out + text.size() - half, text.data() + text.size() - half, half);
  return out + text.size();
}

/// For names and values, most of which are short: that costs less than a call.
char* put_value(char* out, std::string_view text) noexcept {
  if (text.size() < 8 || text.size() > 32) return put(out, text);
  return text.size() < 16 ? put_halves<8>(out, text) : put_halves<16>(out, text);
}

char* put_field(char* out, std::string_view name, std::string_view value) noexcept {
  out = put_value(out, name);
  out = put(out, ": ");
  out = put_value(out, value);
  return put(out, "\r\n");
}

char* put_number(char* out, std::uint64_t number, int base = 10) noexcept {
  return std::to_chars(out, out + 20, number, base).ptr;
}

std::size_t most_head_bytes(const Headers& headers) noexcept {
  std::size_t size = most_of_codec;
  headers.visit_before_block(
      [&size](const HeaderField& field) { size += field.name.size() + field.value.size() + around_field; });
  return headers.block() ? size + headers.block()->text().size() : size;
}

char* put_fields(char* out, const Headers& headers) noexcept {
  headers.visit_before_block([&out](const HeaderField& field) {
    if (!codec_headers.contains(field.id)) out = put_field(out, field.name, field.value);
  });
  return headers.block() ? put(out, headers.block()->text()) : out;
}

char* put_status_line(char* out, Status status) noexcept {
  if (status == Status::ok) return put(out, "HTTP/1.1 200 OK\r\n");
  out = put(out, "HTTP/1.1 ");
  out = put_number(out, static_cast<std::uint64_t>(to_int(status)));
  out = put(out, " ");
  out = put(out, reason(status));
  return put(out, "\r\n");
}

char* put_connection(char* out, const EncodeFor& request, bool keep_alive) noexcept {
  if (!keep_alive) return put(out, "Connection: close\r\n");
  if (request.minor_version == 0) return put(out, "Connection: keep-alive\r\n");
  return out;
}

}  // namespace

ResponseFraming encode_head(const Response& response, const EncodeFor& request, std::string_view date, Buffer& out) {
  const Status status = response.status();
  const bool may_have_body = http::may_have_body(status);
  const auto size = status == Status::reset_content ? 0 : response.body_size();

  ResponseFraming framing{BodyKind::none, request.keep_alive && !response.close()};
  if (may_have_body && !request.head) {
    if (size) {
      framing.body = *size == 0 ? BodyKind::none : BodyKind::sized;
    } else if (request.minor_version == 1) {
      framing.body = BodyKind::chunked;
    } else {
      framing.body = BodyKind::until_close;
      framing.keep_alive = false;
    }
  }

  const bool tells_id =
      response.tells_request_id() && !request.request_id.empty() && !response.headers().contains(header::x_request_id);
  char* const begin = out.prepare(most_head_bytes(response.headers()) + request.request_id.size());
  char* at = put_status_line(begin, status);
  at = put(at, "Date: ");
  std::memcpy(at, date.data(), http_date_size);
  at += http_date_size;
  at = put(at, "\r\n");
  at = put_fields(at, response.headers());
  if (tells_id) {
    at = put(at, "X-Request-Id: ");
    at = put_value(at, request.request_id);
    at = put(at, "\r\n");
  }
  if (may_have_body && size) {
    at = put(at, "Content-Length: ");
    at = put_number(at, *size);
    at = put(at, "\r\n");
  }
  if (framing.body == BodyKind::chunked) at = put(at, "Transfer-Encoding: chunked\r\n");
  at = put_connection(at, request, framing.keep_alive);
  at = put(at, "\r\n");
  out.commit(static_cast<std::size_t>(at - begin));
  return framing;
}

void encode_chunk(std::string_view bytes, Buffer& out) {
  if (bytes.empty()) return;
  char* const begin = out.prepare(20);
  char* const end = put(put_number(begin, bytes.size(), 16), "\r\n");
  out.commit(static_cast<std::size_t>(end - begin));
  out.append(bytes);
  out.append("\r\n");
}

}  // namespace tenon::http
