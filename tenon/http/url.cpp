#include <tenon/http/url.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/base/text/utf8.hpp>

namespace tenon::http {
namespace {

using Reason = UrlError::Reason;

// Writes the decoded text, which is never longer than the encoded one; its end, or null for a malformed escape.
char* decode(std::string_view text, bool plus_is_space, char* out) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return nullptr;
      const int high = text::hex_value(text[i + 1]);
      const int low = text::hex_value(text[i + 2]);
      if (high < 0 || low < 0) return nullptr;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    *out++ = c;
  }
  return out;
}

bool is_text(std::string_view text) noexcept {
  return text::is_utf8(text) && text.find('\0') == std::string_view::npos;
}

}  // namespace

bool decode_percent(std::string_view text, std::string& out) {
  const std::size_t begin = out.size();
  out.resize(begin + text.size());
  const char* end = decode(text, false, out.data() + begin);
  if (!end) return false;
  out.resize(static_cast<std::size_t>(end - out.data()));
  return is_text(std::string_view{out}.substr(begin));
}

std::string_view to_string(Reason reason) noexcept {
  switch (reason) {
    case Reason::bad_escape: return "bad_escape";
    case Reason::bad_text: return "bad_text";
    case Reason::too_many_pairs: return "too_many_pairs";
  }
  return {};
}

UrlPairs UrlPairs::of_query(std::string_view query) {
  auto pairs = parse(query);
  if (pairs) return *std::move(pairs);
  switch (pairs.error().reason) {
    case Reason::bad_escape: throw Invalid{"bad_query", "The query has a % without two hexadecimal digits."};
    case Reason::bad_text: throw Invalid{"bad_query", "The query is not valid UTF-8, or holds a NUL."};
    case Reason::too_many_pairs: break;
  }
  throw Invalid{"bad_query", "The query has more than " + std::to_string(max_size) + " parameters."};
}

Result<UrlPairs, UrlError> UrlPairs::parse(std::string_view text) {
  UrlPairs pairs;
  // Views into it are made while it is filled, so it must never grow.
  if (text.find_first_of("%+") != std::string_view::npos) pairs.decoded_.reserve(text.size());
  for (std::string_view piece : text::split(text, '&')) {
    if (piece.empty()) continue;
    if (const auto error = pairs.add(text, piece)) return Failure{*error};
  }
  return pairs;
}

std::optional<UrlError> UrlPairs::add(std::string_view text, std::string_view piece) {
  const auto offset = [&](std::string_view part) { return static_cast<std::size_t>(part.data() - text.data()); };
  if (pairs_.size() == max_size) return UrlError{Reason::too_many_pairs, offset(piece)};

  const auto [name, value] = text::split_once(piece, '=');
  Pair pair{name, value};
  for (std::string_view* part : {&pair.name, &pair.value}) {
    const std::string_view encoded = *part;
    if (encoded.find_first_of("%+") != std::string_view::npos) {
      const std::size_t begin = decoded_.size();
      decoded_.resize(begin + encoded.size());
      const char* end = decode(encoded, true, decoded_.data() + begin);
      if (!end) return UrlError{Reason::bad_escape, offset(encoded)};
      decoded_.resize(static_cast<std::size_t>(end - decoded_.data()));
      *part = {decoded_.data() + begin, decoded_.size() - begin};
    }
    if (!is_text(*part)) return UrlError{Reason::bad_text, offset(encoded)};
  }
  pairs_.push_back(pair);
  return std::nullopt;
}

std::optional<std::string_view> UrlPairs::find(std::string_view name) const noexcept {
  const auto at = std::find_if(begin(), end(), [&](const Pair& pair) { return pair.name == name; });
  if (at == end()) return std::nullopt;
  return at->value;
}

std::size_t UrlPairs::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(std::count_if(begin(), end(), [&](const Pair& pair) { return pair.name == name; }));
}

}  // namespace tenon::http
