#include <tenon/base/random.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/base/trace.hpp>

#include <algorithm>
#include <span>
#include <vector>

namespace tenon::trace {
namespace {

constexpr std::size_t version_00_size = 55;
constexpr std::size_t max_members = 32;
constexpr std::size_t max_state_size = 512;
constexpr std::size_t long_member_size = 128;
constexpr int flag_sampled = 1;
constexpr int flag_random = 2;

constexpr int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// Exactly two lower-case digits a byte.
bool read_hex(std::string_view text, std::span<std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = digit(text[2 * i]);
    const int low = digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

char* write_hex(char* out, std::span<const std::uint8_t> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  for (const std::uint8_t byte : bytes) {
    *out++ = digits[byte >> 4];
    *out++ = digits[byte & 15];
  }
  return out;
}

constexpr bool may_begin_key(char c) { return text::is_lower(c) || text::is_digit(c); }
constexpr bool is_key_char(char c) {
  return may_begin_key(c) || c == '_' || c == '-' || c == '*' || c == '/' || c == '@';
}

/// The grammar of level 2, which takes all keys of level 1: key = ( lcalpha / DIGIT ) 0*255( keychar )
bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= 256 && may_begin_key(key.front()) &&
         std::all_of(key.begin(), key.end(), is_key_char);
}

/// 1 to 256 printable characters except "," and "=", the last no space.
bool is_value(std::string_view value) {
  return !value.empty() && value.size() <= 256 && value.back() != ' ' &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; });
}

std::size_t joined_size(const std::vector<std::string_view>& members) {
  std::size_t size = members.empty() ? 0 : members.size() - 1;
  for (const std::string_view member : members) size += member.size();
  return size;
}

void shorten(std::vector<std::string_view>& members) {
  for (auto it = members.end(); it != members.begin() && joined_size(members) > max_state_size;) {
    --it;
    if (it->size() > long_member_size) it = members.erase(it);
  }
  while (joined_size(members) > max_state_size) members.pop_back();
}

}  // namespace

template <std::size_t Size>
Id<Size> Id<Size>::random() {
  Id id;
  do {
    random_bytes(id.bytes);
  } while (!id);
  return id;
}

template <std::size_t Size>
std::array<char, 2 * Size> Id<Size>::hex() const noexcept {
  std::array<char, 2 * Size> text;
  write_hex(text.data(), bytes);
  return text;
}

template struct Id<16>;
template struct Id<8>;

SpanContext SpanContext::root(bool sampled) {
  return {.trace_id = TraceId::random(), .span_id = SpanId::random(), .sampled = sampled, .random = true};
}

SpanContext SpanContext::child() const {
  SpanContext context = *this;
  context.span_id = SpanId::random();
  return context;
}

std::optional<SpanContext> parse_traceparent(std::string_view header) {
  if (header.size() < version_00_size || header[2] != '-' || header[35] != '-' || header[52] != '-') return {};
  std::uint8_t version = 0;
  std::uint8_t flags = 0;
  SpanContext context;
  if (!read_hex(header.substr(0, 2), {&version, 1}) || !read_hex(header.substr(3, 32), context.trace_id.bytes) ||
      !read_hex(header.substr(36, 16), context.span_id.bytes) || !read_hex(header.substr(53, 2), {&flags, 1})) {
    return {};
  }
  if (version == 0xff || !context.trace_id || !context.span_id) return {};
  if (header.size() > version_00_size && (version == 0 || header[version_00_size] != '-')) return {};
  context.sampled = (flags & flag_sampled) != 0;
  context.random = (flags & flag_random) != 0;
  return context;
}

std::string to_traceparent(const SpanContext& context) {
  std::string text(version_00_size, '-');
  text[0] = text[1] = '0';
  write_hex(text.data() + 3, context.trace_id.bytes);
  write_hex(text.data() + 36, context.span_id.bytes);
  const auto flags =
      static_cast<std::uint8_t>((context.sampled ? flag_sampled : 0) | (context.random ? flag_random : 0));
  write_hex(text.data() + 53, {&flags, 1});
  return text;
}

std::optional<std::string> parse_tracestate(std::string_view header) {
  std::vector<std::string_view> members;
  std::vector<std::string_view> keys;
  for (std::string_view member : text::split(header, ',')) {
    member = text::trim(member);
    if (member.empty()) continue;
    const auto [key, value] = text::split_once(member, '=');
    if (!is_key(key) || !is_value(value) || members.size() == max_members) return {};
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return {};
    members.push_back(member);
    keys.push_back(key);
  }
  shorten(members);
  std::string joined;
  joined.reserve(joined_size(members));
  for (const std::string_view member : members) {
    if (!joined.empty()) joined += ',';
    joined += member;
  }
  return joined;
}

SpanContext continued(std::string_view traceparent, std::string_view tracestate, bool sample_new) {
  std::optional<SpanContext> caller = parse_traceparent(text::trim(traceparent));
  if (!caller) return SpanContext::root(sample_new);
  caller->span_id = SpanId::random();
  if (!tracestate.empty()) caller->state = parse_tracestate(tracestate).value_or("");
  return *std::move(caller);
}

}  // namespace tenon::trace
