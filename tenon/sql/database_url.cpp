#include <tenon/sql/database_url.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include <tenon/base/error.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/percent.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::sql {
namespace {

constexpr std::string_view memory = ":memory:";
constexpr std::size_t npos = std::string_view::npos;

constexpr std::array file_schemes{std::string_view{"file:"}, std::string_view{"sqlite:"}};
constexpr std::array server_schemes{std::string_view{"postgresql://"}, std::string_view{"postgres://"}};
constexpr std::array prisma_schemes{std::string_view{"prisma+postgres://"}, std::string_view{"prisma://"}};

/// Those that Prisma reads from the URL of a file. They are about its pool of connections; here a file has one writer
/// and a reader for each loop.
constexpr std::array parameters_of_file{std::string_view{"connection_limit"}, std::string_view{"pool_timeout"},
                                        std::string_view{"socket_timeout"}, std::string_view{"max_connection_lifetime"},
                                        std::string_view{"max_idle_connection_lifetime"}};
/// Of the name of an unknown parameter in a message.
constexpr std::size_t longest_name = 40;

[[noreturn]] void refuse(std::string_view url, std::string_view why) {
  throw Invalid("bad_database_url", "\"" + text::redact_url(url) + "\" names no database: " + std::string(why));
}

[[noreturn]] void refuse_parameter(std::string_view url, std::string_view why) {
  throw Invalid("bad_database_url", "\"" + text::redact_url(url) + "\" has " + std::string(why));
}

/// What follows the scheme.
template <std::size_t Count>
std::optional<std::string_view> behind(std::string_view url, const std::array<std::string_view, Count>& schemes) {
  for (const std::string_view scheme : schemes) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return std::nullopt;
}

bool stands_for_itself(char c) noexcept {
  return static_cast<unsigned char>(c) > ' ' && c != 0x7f && std::string_view("%?#").find(c) == npos;
}

/// Beyond ASCII nothing is encoded, so that people can read it.
std::string encoded(std::string_view path) {
  std::string out;
  for (const char& c : path) {
    if (stands_for_itself(c)) {
      out += c;
    } else {
      out += text::percent_encode({&c, 1});
    }
  }
  return out;
}

}  // namespace

DatabaseUrl DatabaseUrl::parse(std::string_view text) {
  DatabaseUrl url;
  url.text_ = text;
  const std::size_t query = std::min(text.find('?'), text.size());
  if (const auto file = behind(text.substr(0, query), file_schemes)) {
    url.read_file(*file);
    if (text.find('#') != npos) refuse(text, "a file has no fragment; in its name, \"#\" is \"%23\".");
  } else if (const auto server = behind(text.substr(0, query), server_schemes)) {
    url.read_server(*server);
  } else if (behind(text, prisma_schemes)) {
    refuse(text,
           "the protocol of Prisma's own services is not supported. One on a server is \"postgresql://host/shop\".");
  } else if (text == memory) {
    refuse(text, "one in memory is \"file::memory:\".");
  } else {
    refuse(text, "a file of SQLite is \"file:shop.db\", a database on a server \"postgresql://host/shop\".");
  }
  if (query < text.size()) url.read_parameters(text.substr(query + 1));
  if (url.provider_ == schema::Provider::sqlite) url.check_parameters_of_file();
  return url;
}

void DatabaseUrl::read_file(std::string_view place) {
  provider_ = schema::Provider::sqlite;
  if (place == memory) {
    ephemeral_ = true;
    return;
  }
  if (place.starts_with("//")) {
    place.remove_prefix(2);
    if (place == memory) refuse(text_, "one in memory is \"file::memory:\".");
    if (!place.starts_with('/')) {
      refuse(text_,
             "a file has no host. It is \"file:shop.db\" in the working directory, \"file:/var/lib/shop.db\" else.");
    }
  }
  const auto decoded = text::percent_decode(place);
  if (!decoded) refuse(text_, "\"%\" begins two hexadecimal digits, and is itself \"%25\".");
  if (decoded->empty()) refuse(text_, "a file of SQLite is \"file:shop.db\".");
  if (decoded->find('\0') != npos) refuse(text_, "the name of a file has no NUL.");
  path_ = *decoded;
}

void DatabaseUrl::read_server(std::string_view place) {
  provider_ = schema::Provider::postgresql;
  if (place.empty()) refuse(text_, "one on a server is \"postgresql://host/shop\".");
}

void DatabaseUrl::read_parameters(std::string_view query) {
  for (const std::string_view one : text::split(query, '&')) {
    if (one.empty()) continue;
    const std::size_t equals = std::min(one.find('='), one.size());
    const auto name = text::percent_decode(one.substr(0, equals));
    const auto value = text::percent_decode(one.substr(std::min(equals + 1, one.size())));
    if (!name || !value)
      refuse(text_, "in its parameters, \"%\" begins two hexadecimal digits, and is itself \"%25\".");
    parameters_.emplace_back(*name, *value);
  }
}

void DatabaseUrl::check_parameters_of_file() const {
  for (const auto& [name, value] : parameters_) {
    if (std::find(parameters_of_file.begin(), parameters_of_file.end(), name) == parameters_of_file.end()) {
      refuse_parameter(text_,
                       "the parameter \"" + text::percent_encode(name).substr(0, longest_name) +
                           "\", which is not supported. The URL of a file takes connection_limit, pool_timeout, " +
                           "socket_timeout, max_connection_lifetime and max_idle_connection_lifetime, as " +
                           "Prisma does, and no parameter of SQLite.");
    }
    if (!text::parse_uint64(value))
      refuse_parameter(text_, "the parameter \"" + name + "\", which is no whole number.");
  }
}

DatabaseUrl DatabaseUrl::of_file(std::string_view path) {
  if (path.empty() || path.find('\0') != npos) {
    throw Invalid("bad_database_url", "The name of a file is not empty and has no NUL.");
  }
  std::string place = encoded(path);
  if (place == memory) place.replace(0, 1, "%3A");
  // Two slashes would begin a host.
  return parse((path.starts_with("//") ? "file://" : "file:") + place);
}

DatabaseUrl DatabaseUrl::in_memory() { return parse("file::memory:"); }

std::string DatabaseUrl::redacted() const { return text::redact_url(text_); }

DatabaseUrl DatabaseUrl::with_path(std::string_view path) const {
  if (provider_ != schema::Provider::sqlite) {
    throw Invalid("bad_database_url", "\"" + redacted() + "\" is on a server and has no file.");
  }
  const std::size_t query = text_.find('?');
  const std::string moved = of_file(path).text_;
  return query == std::string::npos ? parse(moved) : parse(moved + text_.substr(query));
}

}  // namespace tenon::sql
