#include <tenon/base/detail/log_redaction.hpp>
#include <tenon/base/text/ascii.hpp>

#include <algorithm>

namespace tenon::log::detail {
namespace {

constexpr std::string_view secret_words[] = {
    "authorization", "cookie", "cookies", "password",  "passwd",     "passphrase", "secret",
    "token",         "jwt",    "apikey",  "accesskey", "privatekey", "secretkey",  "credentials",
};

constexpr bool counts(char c) { return c != '-' && c != '_' && c != '.' && c != ' '; }

std::string normalised(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (counts(c)) text += text::to_lower(c);
  }
  return text;
}

/// Whether `name`, normalised as it is read, ends in `ending`, which is normalised.
bool ends_in(std::string_view name, std::string_view ending) {
  std::size_t left = ending.size();
  for (std::size_t i = name.size(); left > 0; --i) {
    if (i == 0) return false;
    const char c = name[i - 1];
    if (!counts(c)) continue;
    if (text::to_lower(c) != ending[--left]) return false;
  }
  return true;
}

std::size_t index_of(char last) { return static_cast<unsigned char>(text::to_lower(last)); }

}  // namespace

bool names_url(std::string_view name) { return ends_in(name, "url") || ends_in(name, "uri") || ends_in(name, "dsn"); }

Redaction::Redaction(const std::vector<std::string>& more_names) {
  for (const std::string_view word : secret_words) add(word);
  for (const std::string& name : more_names) add(name);
}

void Redaction::add(std::string_view name) {
  std::string ending = normalised(name);
  if (!ending.empty()) by_last_letter_[index_of(ending.back())].push_back(std::move(ending));
}

bool Redaction::hides(std::string_view name) const {
  const auto last = std::find_if(name.rbegin(), name.rend(), counts);
  if (last == name.rend()) return false;
  const auto& endings = by_last_letter_[index_of(*last)];
  return std::any_of(endings.begin(), endings.end(), [&](const auto& ending) { return ends_in(name, ending); });
}

}  // namespace tenon::log::detail
