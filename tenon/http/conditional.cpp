#include <tenon/http/conditional.hpp>

#include <chrono>
#include <string>

#include <tenon/base/http_date.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/detail/field_reader.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http {
namespace {

[[noreturn]] void refuse_tags() {
  throw HttpError{Status::bad_request, "bad_entity_tag", "A list of entity tags cannot be read."};
}

// Whether one tag of the list is the current one, or that of the same state compressed; "*" stands for any. Tags may
// hold commas, so it is not split at them.
template <class Same>
bool any_tag(std::string_view list, const Validators& current, Same same) {
  if (text::trim(list) == "*") return current.exists;
  bool found = false;
  detail::FieldReader reader{list};
  for (;;) {
    reader.skip_space();
    if (reader.at_end()) return found;
    if (reader.eat(',')) continue;
    const std::size_t open = reader.left().find('"');
    const std::size_t close = open == std::string_view::npos ? open : reader.left().find('"', open + 1);
    if (close == std::string_view::npos) refuse_tags();
    const auto tag = EntityTag::parse(reader.take(close + 1));
    reader.skip_space();
    if (!tag || !(reader.at_end() || reader.left()[0] == ',')) refuse_tags();
    if (!current.exists || !current.entity_tag) continue;
    found = found || same(*tag, *current.entity_tag) || same(tag->uncoded(), *current.entity_tag);
  }
}

// A date in the field; nothing if there is none or it cannot be read, which RFC 9110 asks to ignore.
std::optional<Instant> date_of(const Request& request, HeaderId id) {
  const auto text = request.headers().find(id);
  if (!text) return std::nullopt;
  return parse_http_date(*text, std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

bool is_newer(Instant modified, Instant date) { return std::chrono::floor<std::chrono::seconds>(modified) > date; }

bool may_change_nothing(Method method) { return method == Method::get || method == Method::head; }

}  // namespace

Precondition check_preconditions(const Request& request, const Validators& current) {
  const RequestHeaders& headers = request.headers();
  std::string joined;
  if (headers.contains(header::if_match)) {
    if (!any_tag(headers.joined(header::if_match, joined), current,
                 [](const EntityTag& a, const EntityTag& b) { return a.matches_strongly(b); })) {
      return Precondition::failed;
    }
  } else if (const auto date = date_of(request, header::if_unmodified_since)) {
    if (!current.exists || !current.last_modified || is_newer(*current.last_modified, *date)) {
      return Precondition::failed;
    }
  }

  if (headers.contains(header::if_none_match)) {
    if (any_tag(headers.joined(header::if_none_match, joined), current,
                [](const EntityTag& a, const EntityTag& b) { return a.matches_weakly(b); })) {
      return may_change_nothing(request.method()) ? Precondition::not_modified : Precondition::failed;
    }
  } else if (may_change_nothing(request.method()) && current.exists && current.last_modified) {
    const auto date = date_of(request, header::if_modified_since);
    if (date && !is_newer(*current.last_modified, *date)) return Precondition::not_modified;
  }
  return Precondition::proceed;
}

bool require_preconditions(const Request& request, const Validators& current) {
  const Precondition result = check_preconditions(request, current);
  if (result == Precondition::failed) {
    throw HttpError{Status::precondition_failed, "precondition_failed",
                    "The resource is not in the state that the request requires."};
  }
  return result == Precondition::not_modified;
}

}  // namespace tenon::http
