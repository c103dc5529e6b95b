#include <tenon/http/chunked_decoder.hpp>

#include <algorithm>
#include <cstring>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/detail/rejections.hpp>
#include <tenon/http/header_name.hpp>
#include <tenon/http/header_value.hpp>

namespace tenon::http {

namespace rejections = detail::rejections;

namespace {

// A chunk beyond this is no body that anybody will accept, and far from overflow.
constexpr std::uint64_t largest_chunk = std::uint64_t{1} << 56;
constexpr std::uint32_t most_digits = 16;

bool is_value_byte(char c) noexcept { return detail::is_field_value({&c, 1}); }

}  // namespace

ChunkedDecoder::Step ChunkedDecoder::decode(char* data, std::size_t size) noexcept {
  Step step;
  char* body = nullptr;  // where this step's bytes begin
  char* body_end = nullptr;
  std::size_t at = 0;
  while (at < size && phase_ != Phase::complete && phase_ != Phase::failed) {
    if (phase_ == Phase::data) {
      const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, size - at));
      if (!body) body = body_end = data + at;
      if (body_end != data + at) std::memmove(body_end, data + at, taken);
      body_end += taken;
      at += taken;
      left_ -= taken;
      if (left_ == 0) phase_ = Phase::data_cr;
      continue;
    }
    const char c = data[at++];
    if (phase_ <= Phase::size) {
      size_byte(c);
    } else if (phase_ <= Phase::extension_end) {
      extension_byte(c);
    } else if (phase_ == Phase::size_lf) {
      if (c == '\n') {
        end_of_size_line();
      } else {
        fail(rejections::bare_cr);
      }
    } else if (phase_ == Phase::data_cr) {
      expect('\r', c, Phase::data_lf, rejections::bad_chunk_end);
    } else if (phase_ == Phase::data_lf) {
      expect('\n', c, Phase::size_first, rejections::bad_chunk_end);
    } else {
      trailer_byte(c);
    }
  }
  step.state = phase_ == Phase::complete ? State::complete : phase_ == Phase::failed ? State::failed : State::need_more;
  step.consumed = at;
  if (body) step.data = {body, static_cast<std::size_t>(body_end - body)};
  return step;
}

void ChunkedDecoder::size_byte(char c) noexcept {
  if (const int digit = text::hex_value(c); digit >= 0) {
    left_ = left_ * 16 + static_cast<unsigned>(digit);
    if (++spent_ > most_digits || left_ > largest_chunk) return fail(rejections::bad_chunk_size);
    phase_ = Phase::size;
    return;
  }
  if (phase_ == Phase::size_first) return fail(rejections::bad_chunk_size);
  spent_ = 0;
  if (c == '\r') {
    phase_ = Phase::size_lf;
  } else if (c == ';') {
    phase_ = Phase::extension_name_space;
  } else if (text::is_blank(c)) {
    phase_ = Phase::extension_space;
  } else {
    fail(c == '\n' ? rejections::bare_lf : rejections::bad_chunk_size);
  }
}

void ChunkedDecoder::end_of_size_line() noexcept {
  excess_ += spent_;
  if (excess_ > max_extensions) return fail(rejections::bad_chunk_extension);
  excess_ -= static_cast<std::uint32_t>(std::min<std::uint64_t>(excess_, left_));
  phase_ = left_ == 0 ? Phase::trailer_start : Phase::data;
  spent_ = 0;
}

// *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ), RFC 9112 section 7.1.1.
void ChunkedDecoder::extension_byte(char c) noexcept {
  if (++spent_ > max_extension || c == '\n') return fail(rejections::bad_chunk_extension);
  const bool blank = text::is_blank(c);
  const bool token = detail::is_token_byte(c);
  switch (phase_) {
    case Phase::extension_space:
      if (c == ';') {
        phase_ = Phase::extension_name_space;
      } else if (!blank) {
        fail(rejections::bad_chunk_extension);
      }
      return;
    case Phase::extension_name_space:
      if (blank) return;
      if (!token) return fail(rejections::bad_chunk_extension);
      phase_ = Phase::extension_name;
      return;
    case Phase::extension_value_space:
      if (blank) return;
      if (!token && c != '"') return fail(rejections::bad_chunk_extension);
      phase_ = token ? Phase::extension_value : Phase::extension_quoted;
      return;
    case Phase::extension_quoted:
      if (!is_value_byte(c)) return fail(rejections::bad_chunk_extension);
      if (c == '"') phase_ = Phase::extension_end;
      if (c == '\\') phase_ = Phase::extension_escaped;
      return;
    case Phase::extension_escaped:
      if (!is_value_byte(c)) return fail(rejections::bad_chunk_extension);
      phase_ = Phase::extension_quoted;
      return;
    case Phase::extension_name:
    case Phase::extension_value:
      if (token) return;
      break;
    default: break;
  }
  // Behind a name or a value, perhaps after white space, which must lead to another part.
  const bool after_name = phase_ == Phase::extension_name || phase_ == Phase::extension_equals_space;
  const bool after_space = phase_ == Phase::extension_equals_space;
  if (c == ';') {
    phase_ = Phase::extension_name_space;
  } else if (c == '=' && after_name) {
    phase_ = Phase::extension_value_space;
  } else if (blank) {
    phase_ = after_name ? Phase::extension_equals_space : Phase::extension_space;
  } else if (c == '\r' && !after_space) {
    phase_ = Phase::size_lf;
  } else {
    fail(rejections::bad_chunk_extension);
  }
}

// Trailer lines are field lines, then an empty line ends the body.
void ChunkedDecoder::trailer_byte(char c) noexcept {
  if (++spent_ > max_trailers) return fail(rejections::trailers_too_large);
  switch (phase_) {
    case Phase::trailer_start:
      if (c == '\r') {
        phase_ = Phase::end_lf;
      } else if (detail::is_token_byte(c)) {
        phase_ = Phase::trailer_name;
      } else {
        fail(rejections::bad_trailer);
      }
      return;
    case Phase::trailer_name:
      if (c == ':') {
        phase_ = Phase::trailer_value;
      } else if (!detail::is_token_byte(c)) {
        fail(rejections::bad_trailer);
      }
      return;
    case Phase::trailer_value:
      if (c == '\r') {
        phase_ = Phase::trailer_lf;
      } else if (!is_value_byte(c)) {
        fail(rejections::bad_trailer);
      }
      return;
    case Phase::trailer_lf: return expect('\n', c, Phase::trailer_start, rejections::bad_trailer);
    default: return expect('\n', c, Phase::complete, rejections::bad_trailer);
  }
}

void ChunkedDecoder::expect(char wanted, char c, Phase next, const Rejection& rejection) noexcept {
  if (c != wanted) return fail(rejection);
  phase_ = next;
}

void ChunkedDecoder::fail(const Rejection& rejection) noexcept {
  rejection_ = &rejection;
  phase_ = Phase::failed;
}

}  // namespace tenon::http
