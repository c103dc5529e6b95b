#include <tenon/http/parser.hpp>

#include <algorithm>

#include <tenon/http/detail/framing_fields.hpp>
#include <tenon/http/detail/rejections.hpp>
#include <tenon/http/detail/request_line.hpp>
#include <tenon/http/detail/scan.hpp>

namespace tenon::http {

namespace rejections = detail::rejections;

namespace {

constexpr std::uint32_t most_bytes = 64 * 1024;

std::uint32_t find_stop(const char* data, std::uint32_t at, std::uint32_t end, auto stops) noexcept {
  return static_cast<std::uint32_t>(detail::find_stop(data + at, data + end, stops) - data);
}

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

}  // namespace

Parser::Parser(const HeadLimits& limits) noexcept : limits_{limits} {
  limits_.bytes = std::min(limits_.bytes, most_bytes - 1);
  limits_.fields = std::min(limits_.fields, static_cast<std::uint32_t>(RequestHeaders::max_size));
}

void Parser::reset() noexcept {
  phase_ = Phase::start;
  at_ = line_ = name_end_ = request_ = request_end_ = 0;
  framing_ = {};
  rejection_ = nullptr;
}

Parser::State Parser::parse(const char* data, std::size_t size, RequestHead& head) noexcept {
  const Input input{data, static_cast<std::uint32_t>(std::min<std::size_t>(size, limits_.bytes)),
                    size >= limits_.bytes};
  head.headers.set_base(data);
  for (;;) {
    Next next = Next::stop;
    switch (phase_) {
      case Phase::start: next = start(input); break;
      case Phase::request_line: next = request_line(input, head); break;
      case Phase::line_start: next = line_start(input, head); break;
      case Phase::name: next = name(input); break;
      case Phase::value: next = value(input, head); break;
      case Phase::complete: return State::complete;
      case Phase::failed: return State::failed;
    }
    if (next == Next::stop) return phase_ == Phase::failed ? State::failed : State::need_more;
  }
}

// RFC 9112 section 2.2 asks to pass over one empty line before the request line.
Parser::Next Parser::start(const Input& input) noexcept {
  if (at_ == input.end) return starve(input);
  if (input.data[at_] == '\r') {
    if (input.end - at_ < 2) return starve(input);
    if (input.data[at_ + 1] != '\n') return fail(rejections::bare_cr);
    at_ += 2;
  }
  line_ = at_;
  phase_ = Phase::request_line;
  return Next::phase;
}

Parser::Next Parser::request_line(const Input& input, RequestHead& head) noexcept {
  // "OPTIONS", two spaces and the version, and as much again for methods that we do not know.
  constexpr std::uint32_t around_target = 32;
  const std::uint32_t longest = limits_.target + around_target;
  const std::uint32_t end = std::min(input.end, line_ + longest);

  at_ = find_stop(input.data, at_, end, detail::ends_request_line);
  if (at_ == end) return at_ == line_ + longest || input.full ? fail(rejections::target_too_long) : starve(input);
  if (input.data[at_] == '\n') return fail(rejections::bare_lf);
  if (input.data[at_] != '\r') return fail(rejections::control_byte);
  if (input.end - at_ < 2) return starve(input);
  if (input.data[at_ + 1] != '\n') return fail(rejections::bare_cr);

  request_ = line_;
  request_end_ = at_;
  if (const Rejection* rejection = read_request_line(input, head)) return fail(*rejection);
  at_ += 2;
  phase_ = Phase::line_start;
  return Next::phase;
}

const Rejection* Parser::read_request_line(const Input& input, RequestHead& head) noexcept {
  request_data_ = input.data;
  return detail::read_request_line({input.data + request_, request_end_ - request_}, limits_.target, head, framing_);
}

Parser::Next Parser::line_start(const Input& input, RequestHead& head) noexcept {
  if (at_ == input.end) return starve(input);
  const char c = input.data[at_];
  if (c == '\r') return finish(input, head);
  if (is_blank(c)) return fail(rejections::folded_line);
  if (head.headers.size() == limits_.fields) return fail(rejections::too_many_fields);
  line_ = at_;
  phase_ = Phase::name;
  return Next::phase;
}

Parser::Next Parser::finish(const Input& input, RequestHead& head) noexcept {
  if (input.end - at_ < 2) return starve(input);
  if (input.data[at_ + 1] != '\n') return fail(rejections::bare_cr);
  at_ += 2;
  // The bytes have moved since the request line was read, and the views of the target with them.
  if (request_data_ != input.data) read_request_line(input, head);
  if (const Rejection* rejection = detail::read_framing(head, framing_)) return fail(*rejection);
  phase_ = Phase::complete;
  return Next::phase;
}

Parser::Next Parser::name(const Input& input) noexcept {
  at_ = find_stop(input.data, at_, input.end, detail::ends_name);
  if (at_ == input.end) return starve(input);
  const char c = input.data[at_];
  if (c != ':') {
    if (is_blank(c)) return fail(rejections::space_before_colon);
    if (c == '\n') return fail(rejections::bare_lf);
    return fail(c == '\r' ? rejections::missing_colon : rejections::bad_field_name);
  }
  const std::string_view name{input.data + line_, at_ - line_};
  name_id_ = header_id(name);
  if (name_id_ == HeaderId::other && !detail::is_token(name)) return fail(rejections::bad_field_name);
  name_end_ = at_++;
  phase_ = Phase::value;
  return Next::phase;
}

Parser::Next Parser::value(const Input& input, RequestHead& head) noexcept {
  for (;; ++at_) {
    at_ = find_stop(input.data, at_, input.end, detail::ends_value);
    if (at_ == input.end) return starve(input);
    if (input.data[at_] != '\t') break;
  }
  if (input.data[at_] == '\n') return fail(rejections::bare_lf);
  if (input.data[at_] != '\r') return fail(rejections::control_byte);
  if (input.end - at_ < 2) return starve(input);
  if (input.data[at_ + 1] != '\n') return fail(rejections::bare_cr);

  std::uint32_t begin = name_end_ + 1;
  std::uint32_t end = at_;
  while (begin < end && is_blank(input.data[begin])) ++begin;
  while (end > begin && is_blank(input.data[end - 1])) --end;
  if (head.headers.contains(name_id_) && detail::is_singleton(name_id_)) return fail(rejections::repeated_field);
  head.headers.add(name_id_, line_, static_cast<std::uint16_t>(name_end_ - line_), begin, end - begin);

  at_ += 2;
  phase_ = Phase::line_start;
  return Next::phase;
}

Parser::Next Parser::starve(const Input& input) noexcept {
  return input.full ? fail(rejections::head_too_large) : Next::stop;
}

Parser::Next Parser::fail(const Rejection& rejection) noexcept {
  rejection_ = &rejection;
  phase_ = Phase::failed;
  return Next::stop;
}

}  // namespace tenon::http
