#include <tenon/json/checked_text.hpp>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::json::detail {

namespace {

constexpr std::size_t max_local = 64;
constexpr std::size_t max_address = 254;
constexpr std::size_t max_domain_label = 63;

/// RFC 5322, 3.2.3.
bool is_atom(std::string_view text) {
  for (const char c : text) {
    if (!text::is_alnum(c) && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) == std::string_view::npos) return false;
  }
  return !text.empty();
}

bool is_local(std::string_view text) {
  if (text.size() > max_local) return false;
  for (const std::string_view part : text::split(text, '.')) {
    if (!is_atom(part)) return false;
  }
  return true;
}

bool is_label(std::string_view text) {
  for (const char c : text) {
    if (!text::is_alnum(c) && c != '-') return false;
  }
  return !text.empty() && text.size() <= max_domain_label && text.front() != '-' && text.back() != '-';
}

bool is_domain(std::string_view text) {
  std::size_t count = 0;
  std::string_view last;
  for (const std::string_view label : text::split(text, '.')) {
    if (!is_label(label)) return false;
    last = label;
    ++count;
  }
  return count >= 2 && last.find_first_not_of("0123456789") != std::string_view::npos;
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && text.size() <= max_address && is_local(text.substr(0, at)) &&
         is_domain(text.substr(at + 1));
}

}  // namespace

constinit const Constraint email_constraint{
    [](const void* value) -> std::optional<ValueError> {
      if (is_email(*static_cast<const std::string*>(value))) return std::nullopt;
      return ValueError{"email", "Must be an e-mail address."};
    },
    [](Object& schema) {
      schema["format"] = "email";
      schema["maxLength"] = max_address;
    },
};

}  // namespace tenon::json::detail
