#include <tenon/http/encoder.hpp>

#include <charconv>
#include <cstring>

namespace tenon::http {
namespace {

using Body = ResponseFraming::Body;

// Everything but the response's own fields: the status line with the longest reason, and what the codec adds.
constexpr std::size_t most_of_codec = 256;
constexpr std::size_t around_field = 4;  // ": " and CR LF

char* put(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

char* put_number(char* out, std::uint64_t number, int base = 10) noexcept {
  return std::to_chars(out, out + 20, number, base).ptr;
}

// The fields that say how the message is framed are the codec's, as is Date.
bool is_own(HeaderId id) noexcept {
  switch (id) {
    case HeaderId::connection:
    case HeaderId::content_length:
    case HeaderId::date:
    case HeaderId::keep_alive:
    case HeaderId::proxy_connection:
    case HeaderId::transfer_encoding: return true;
    default: return false;
  }
}

std::size_t most_bytes(const Headers& headers) noexcept {
  std::size_t size = most_of_codec;
  for (const HeaderField field : headers) size += field.name.size() + field.value.size() + around_field;
  return size;
}

char* put_status_line(char* out, Status status) noexcept {
  if (status == Status::ok) return put(out, "HTTP/1.1 200 OK\r\n");
  out = put(out, "HTTP/1.1 ");
  out = put_number(out, static_cast<std::uint64_t>(to_int(status)));
  out = put(out, " ");
  out = put(out, reason(status));
  return put(out, "\r\n");
}

char* put_connection(char* out, Status status, const EncodeFor& request, bool keep_alive) noexcept {
  if (status == Status::switching_protocols) return put(out, "Connection: upgrade\r\n");
  if (!keep_alive) return put(out, "Connection: close\r\n");
  if (request.minor_version == 0) return put(out, "Connection: keep-alive\r\n");
  return out;
}

}  // namespace

ResponseFraming encode_head(const Response& response, const EncodeFor& request, std::string_view date, Buffer& out) {
  const Status status = response.status();
  const bool may_have_body = http::may_have_body(status);
  const auto size = status == Status::reset_content ? 0 : response.body_size();

  ResponseFraming framing{Body::none, request.keep_alive && !response.close()};
  if (may_have_body && !request.head) {
    if (size) {
      framing.body = *size == 0 ? Body::none : Body::sized;
    } else if (request.minor_version == 1) {
      framing.body = Body::chunked;
    } else {
      framing.body = Body::until_close;
      framing.keep_alive = false;
    }
  }

  char* const begin = out.prepare(most_bytes(response.headers()));
  char* at = put_status_line(begin, status);
  at = put(at, "Date: ");
  at = put(at, date);
  at = put(at, "\r\n");
  for (const HeaderField field : response.headers()) {
    if (is_own(field.id)) continue;
    at = put(at, field.name);
    at = put(at, ": ");
    at = put(at, field.value);
    at = put(at, "\r\n");
  }
  if (may_have_body && size) {
    at = put(at, "Content-Length: ");
    at = put_number(at, *size);
    at = put(at, "\r\n");
  }
  if (framing.body == Body::chunked) at = put(at, "Transfer-Encoding: chunked\r\n");
  at = put_connection(at, status, request, framing.keep_alive);
  at = put(at, "\r\n");
  out.commit(static_cast<std::size_t>(at - begin));
  return framing;
}

void encode_chunk_size(std::uint64_t size, Buffer& out) {
  char* const begin = out.prepare(20);
  char* const end = put(put_number(begin, size, 16), "\r\n");
  out.commit(static_cast<std::size_t>(end - begin));
}

void encode_chunk(std::string_view bytes, Buffer& out) {
  if (bytes.empty()) return;
  encode_chunk_size(bytes.size(), out);
  out.append(bytes);
  out.append(chunk_end);
}

}  // namespace tenon::http
