#include <tenon/base/text/redact.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::text {
namespace {

constexpr std::string_view hidden = "***";
constexpr std::size_t npos = std::string_view::npos;

bool is_scheme_byte(char c) noexcept { return is_alnum(c) || c == '+' || c == '-' || c == '.'; }

/// Whether this is nothing but hosts with their ports, as "db-1:5432,db-2:5432"; nothing at all, too ("file:///…").
bool is_hosts(std::string_view text) {
  if (text.empty()) return true;
  for (const std::string_view one : split(text, ',')) {
    if (!host_of(one)) return false;
  }
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alnum(c) || std::string_view("-._~%:,[]").find(c) != npos; });
}

/// How much of what follows "//" is hidden: up to the last '@' that can end a name and a password. What looks like a
/// host and a port may be a name and the digits before a slash in a password; and what looks like a query with an '@'
/// may be the end of a password, which then began anywhere: all is hidden.
std::size_t hidden_part(std::string_view rest) {
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t query = std::min(rest.find_first_of("?#"), rest.size());
  if (authority.find_first_of("@:") != npos && rest.find('@', query) != npos) return rest.size();
  const std::size_t at = authority.rfind('@');
  const std::size_t last = rest.substr(0, query).rfind('@');
  if (!is_hosts(authority.substr(at + 1))) return std::min(last, rest.size());
  return last != npos && authority.find_first_of("@:") != npos ? last : 0;
}

/// Values of what is no URL but "host=db password=sesame".
std::string without_values(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t equals = std::min(text.find('='), text.size());
    out += text.substr(0, equals);
    text.remove_prefix(equals);
    if (text.empty()) break;
    out.append("=").append(hidden);
    text.remove_prefix(std::min(text.find_first_of(" ;&"), text.size()));
  }
  return out;
}

std::string without_query(std::string_view text) {
  const std::size_t query = text.find_first_of("?#");
  std::string out = without_values(text.substr(0, query));
  if (query != npos) out.append(text.substr(query, 1)).append(hidden);
  return out;
}

/// Where the scheme begins whose "://" stands at `colon`; `colon` itself if there is none.
std::size_t scheme_before(std::string_view text, std::size_t colon) noexcept {
  std::size_t begin = colon;
  while (begin > 0 && is_scheme_byte(text[begin - 1])) --begin;
  while (begin < colon && !is_alpha(text[begin])) ++begin;
  return begin;
}

std::size_t end_of_url(std::string_view text, std::size_t from) noexcept {
  std::size_t end = std::min(text.find_first_of(" \t\r\n\"'<>`", from), text.size());
  const std::size_t next = text.find("://", from);  // of a list: "http://a,http://b"
  if (next == npos || next >= end) return end;
  const std::size_t scheme = scheme_before(text, next);
  return scheme > from && text[scheme - 1] == ',' ? scheme - 1 : end;
}

}  // namespace

std::string redact_url(std::string_view url) {
  const std::size_t slashes = url.find("://");
  if (slashes != npos && scheme_before(url, slashes) == 0) {
    std::string out(url.substr(0, slashes + 3));
    const std::string_view rest = url.substr(slashes + 3);
    const std::size_t cut = hidden_part(rest);
    if (cut > 0) out += hidden;
    return out + without_query(rest.substr(cut));
  }
  const std::size_t at = url.rfind('@');
  if (at == npos) return without_query(url);
  const std::size_t colon = url.find(':');
  return std::string(url.substr(0, colon < at ? colon + 1 : 0)).append(hidden) + without_query(url.substr(at));
}

std::string redact_urls(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t colon = text.find("://"); colon != npos; colon = text.find("://", done)) {
    const std::size_t scheme = scheme_before(text, colon);
    const std::size_t end = scheme == colon ? colon + 3 : end_of_url(text, colon + 3);
    out += text.substr(done, scheme - done);
    out += scheme == colon ? std::string("://") : redact_url(text.substr(scheme, end - scheme));
    done = end;
  }
  return out.append(text.substr(done));
}

}  // namespace tenon::text
