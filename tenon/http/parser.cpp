#include <tenon/http/parser.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/detail/framing_fields.hpp>
#include <tenon/http/detail/rejections.hpp>
#include <tenon/http/detail/request_line.hpp>
#include <tenon/http/detail/scan.hpp>

namespace tenon::http {

namespace rejections = detail::rejections;

namespace {

constexpr std::uint32_t most_bytes = 64 * 1024 - 1;

std::uint32_t offset(const char* data, const char* at) noexcept { return static_cast<std::uint32_t>(at - data); }

// The CR that ends a field value, or what stands in its place.
const char* find_value_end(const char* begin, const char* at, const char* end) noexcept {
  for (;; ++at) {
    at = detail::find_stop(begin, at, end, detail::ends_value);
    if (at == end || *at != '\t') return at;
  }
}

// Why a line cannot end here, where its CR would stand.
const Rejection& bad_line_end(char c) noexcept { return c == '\n' ? rejections::bare_lf : rejections::control_byte; }

// Why a field name cannot end here, where its colon would stand.
const Rejection& bad_name_end(char c) noexcept {
  if (text::is_blank(c)) return rejections::space_before_colon;
  if (c == '\r') return rejections::missing_colon;
  return c == '\n' ? rejections::bare_lf : rejections::bad_field_name;
}

}  // namespace

Parser::Parser(const HeadLimits& limits) noexcept : limits_{limits} {
  limits_.bytes = std::min(limits_.bytes, most_bytes);
  limits_.fields = std::min(limits_.fields, static_cast<std::uint32_t>(RequestHeaders::max_size));
}

void Parser::reset() noexcept {
  phase_ = Phase::start;
  at_ = 0;
  framing_ = {};
}

Parser::State Parser::parse(const char* data, std::size_t size, RequestHead& head) noexcept {
  const Input input{data, data + std::min<std::size_t>(size, limits_.bytes), size >= limits_.bytes};
  head.headers.set_base(data);
  if (phase_ == Phase::start && !start(input)) return phase_ == Phase::failed ? State::failed : State::need_more;
  if (phase_ == Phase::request_line) request_line(input, head);
  if (phase_ >= Phase::line_start && phase_ <= Phase::value) fields(input, head);
  if (phase_ == Phase::complete) return State::complete;
  return phase_ == Phase::failed ? State::failed : State::need_more;
}

// RFC 9112 section 2.2 asks to pass over one empty line before the request line.
inline bool Parser::start(const Input& input) noexcept {
  const char* at = input.data;
  if (at == input.end) return starve(input, Phase::start, at);
  if (*at == '\r') {
    if (input.end - at < 2) return starve(input, Phase::start, at);
    if (at[1] != '\n') return fail(rejections::bare_cr);
    at += 2;
  }
  request_ = at_ = offset(input.data, at);
  phase_ = Phase::request_line;
  return true;
}

inline bool Parser::request_line(const Input& input, RequestHead& head) noexcept {
  // "OPTIONS", two spaces and the version, and as much again for methods that we do not know.
  constexpr std::uint32_t around_target = 32;
  const char* const begin = input.data + request_;
  const auto longest = std::min<std::ptrdiff_t>(std::ptrdiff_t{limits_.target} + around_target, input.end - begin);
  const char* const end = begin + longest;

  const char* const at = detail::find_stop(input.data, input.data + at_, end, detail::ends_request_line);
  if (at == end) {
    const bool too_long = end != input.end || longest == std::ptrdiff_t{limits_.target} + around_target || input.full;
    return too_long ? fail(rejections::target_too_long) : starve(input, Phase::request_line, at);
  }
  if (*at != '\r') return fail(bad_line_end(*at));
  if (input.end - at < 2) return starve(input, Phase::request_line, at);
  if (at[1] != '\n') return fail(rejections::bare_cr);

  request_end_ = offset(input.data, at);
  if (const Rejection* rejection = read_request_line(input, head)) return fail(*rejection);
  at_ = request_end_ + 2;
  phase_ = Phase::line_start;
  return true;
}

inline const Rejection* Parser::read_request_line(const Input& input, RequestHead& head) noexcept {
  request_data_ = input.data;
  return detail::read_request_line({input.data + request_, request_end_ - request_}, limits_.target, head, framing_);
}

bool Parser::fields(const Input& input, RequestHead& head) noexcept {
  const char* const data = input.data;
  const char* const end = input.end;
  const char* at = data + at_;
  for (Phase phase = phase_;; phase = Phase::line_start) {
    if (phase == Phase::line_start) {
      if (at == end) return starve(input, phase, at);
      if (*at == '\r') return finish(input, at, head);
      if (text::is_blank(*at)) return fail(rejections::folded_line);
      if (head.headers.size() == limits_.fields) return fail(rejections::too_many_fields);
      line_ = offset(data, at);
      phase = Phase::name;
    }
    if (phase == Phase::name) {
      at = detail::find_stop(data, at, end, detail::ends_name);
      if (at == end) return starve(input, phase, at);
      if (*at != ':') return fail(bad_name_end(*at));
      name_end_ = offset(data, at);
      const std::string_view name{data + line_, name_end_ - line_};
      name_id_ = header_id(name);
      if (name_id_ == HeaderId::other && !detail::is_token(name)) return fail(rejections::bad_field_name);
      ++at;
    }
    at = find_value_end(data, at, end);
    if (at == end) return starve(input, Phase::value, at);
    if (*at != '\r') return fail(bad_line_end(*at));
    if (end - at < 2) return starve(input, Phase::value, at);
    if (at[1] != '\n') return fail(rejections::bare_cr);

    const char* first = data + name_end_ + 1;
    const char* last = at;
    while (first != last && text::is_blank(*first)) ++first;
    while (last != first && text::is_blank(last[-1])) --last;
    if (head.headers.contains(name_id_) && detail::is_singleton(name_id_)) return fail(rejections::repeated_field);
    head.headers.add(name_id_, line_, static_cast<std::uint16_t>(name_end_ - line_), offset(data, first),
                     offset(first, last));
    at += 2;
  }
}

inline bool Parser::finish(const Input& input, const char* at, RequestHead& head) noexcept {
  if (input.end - at < 2) return starve(input, Phase::line_start, at);
  if (at[1] != '\n') return fail(rejections::bare_cr);
  at_ = offset(input.data, at + 2);
  // The bytes have moved since the request line was read, and the views of the target with them.
  if (request_data_ != input.data) read_request_line(input, head);
  if (const Rejection* rejection = detail::read_framing(head, framing_)) return fail(*rejection);
  phase_ = Phase::complete;
  return true;
}

bool Parser::starve(const Input& input, Phase phase, const char* at) noexcept {
  if (input.full) return fail(rejections::head_too_large);
  phase_ = phase;
  at_ = offset(input.data, at);
  return false;
}

bool Parser::fail(const Rejection& rejection) noexcept {
  rejection_ = &rejection;
  phase_ = Phase::failed;
  return false;
}

}  // namespace tenon::http
