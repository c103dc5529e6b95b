#include <tenon/sql/postgres/option_values.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/files.hpp>
#include <tenon/base/text/percent.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::sql::postgres {
namespace {

using Name = std::string_view;

/// With their environment variables, where they have one.
constexpr std::array<std::pair<Name, Name>, 26> known{{
    {"host", "PGHOST"},
    {"port", "PGPORT"},
    {"user", "PGUSER"},
    {"password", "PGPASSWORD"},
    {"dbname", "PGDATABASE"},
    {"passfile", "PGPASSFILE"},
    {"service", "PGSERVICE"},
    {"application_name", "PGAPPNAME"},
    {"fallback_application_name", ""},
    {"options", "PGOPTIONS"},
    {"schema", ""},
    {"sslmode", "PGSSLMODE"},
    {"sslrootcert", "PGSSLROOTCERT"},
    {"sslcert", "PGSSLCERT"},
    {"sslkey", "PGSSLKEY"},
    {"sslaccept", ""},
    {"gssencmode", ""},
    {"client_encoding", ""},
    {"channel_binding", "PGCHANNELBINDING"},
    {"target_session_attrs", "PGTARGETSESSIONATTRS"},
    {"connect_timeout", "PGCONNECT_TIMEOUT"},
    {"pool_timeout", ""},
    {"connection_limit", ""},
    {"statement_cache_size", ""},
    {"pgbouncer", ""},
    {"uselibpqcompat", ""},
}};

void require_known(std::string_view name, const std::string& where) {
  if (std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.first == name; })) return;
  // Behind a "?" in a password stands the rest of it.
  if (!std::all_of(name.begin(), name.end(), [](char c) { return text::is_alnum(c) || c == '_'; })) {
    refuse_options("there is no such parameter in " + where + "; \"?\" in a password is \"%3F\".");
  }
  refuse_options("\"" + std::string(name) + "\" in " + where + " is no parameter that is supported.");
}

std::string decoded(std::string_view text, const char* what) {
  auto out = text::percent_decode(text);
  if (!out)
    refuse_options(std::string("in its ") + what + " \"%\" begins two hexadecimal digits, and is itself \"%25\".");
  return *out;
}

/// Where the port of an authority begins: behind the last ":" that is not within brackets.
std::size_t port_at(std::string_view one) {
  const std::size_t bracket = one.rfind(']');
  const std::size_t colon = one.rfind(':');
  return colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket) ? colon : one.size();
}

void add_hosts(OptionValues& values, std::string_view list) {
  std::string hosts;
  std::string ports;
  for (const std::string_view one : text::split(list, ',')) {
    const std::size_t colon = port_at(one);
    std::string host = decoded(one.substr(0, colon), "host");
    if (host.starts_with('[') && host.ends_with(']')) {
      host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string::npos) {
      refuse_options("an address of IPv6 stands in brackets, like \"[::1]:5432\".");
    }
    hosts += host + ',';
    ports += std::string(one.substr(std::min(colon + 1, one.size()))) + ',';
  }
  hosts.pop_back();
  ports.pop_back();
  if (hosts.find_first_not_of(',') != std::string::npos) values["host"] = hosts;
  if (ports.find_first_not_of(',') != std::string::npos) values["port"] = ports;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

std::string service_file(const Environment& environment) {
  if (const auto given = environment.find("PGSERVICEFILE")) return std::string(*given);
  std::string own = in_home(environment, ".pg_service.conf");
  std::error_code none;
  if (!own.empty() && std::filesystem::exists(own, none)) return own;
  return std::string(environment.find("PGSYSCONFDIR").value_or("/etc/postgresql-common")) + "/pg_service.conf";
}

}  // namespace

void refuse_options(const std::string& why) {
  throw Invalid("bad_database_url", "The database's URL is refused: " + why);
}

OptionValues values_of(const DatabaseUrl& url) {
  if (url.provider() != schema::Provider::postgresql) refuse_options("it is none of a PostgreSQL server.");
  std::string_view text = url.text();
  text = text.substr(text.find("://") + 3);
  text = text.substr(0, text.find('?'));
  OptionValues values;

  const auto [authority, database] = text::split_once(text, '/');
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const auto [user, password] = text::split_once(authority.substr(0, at), ':');
    if (user.find('@') != std::string_view::npos || password.find('@') != std::string_view::npos) {
      refuse_options("\"@\" in a user or a password is \"%40\".");
    }
    values["user"] = decoded(user, "user");
    values["password"] = decoded(password, "password");
  }
  if (database.find_first_of("/@") != std::string_view::npos) {
    refuse_options("\"/\" in a password or a database is \"%2F\", and \"@\" is \"%40\".");
  }
  add_hosts(values, authority.substr(at == std::string_view::npos ? 0 : at + 1));
  values["dbname"] = decoded(database, "database");

  OptionValues given;
  for (const auto& [name, value] : url.parameters()) {
    require_known(name, "the URL");
    if (!given.emplace(name, value).second) refuse_options("\"" + name + "\" is given twice.");
  }
  for (auto& [name, value] : given) values[name] = std::move(value);
  std::erase_if(values, [](const auto& one) { return one.second.empty(); });
  return values;
}

OptionValues values_of_service(std::string_view file, std::string_view service) {
  OptionValues values;
  bool found = false;
  bool inside = false;
  for (const std::string_view raw : text::split(file, '\n')) {
    const std::string line = trimmed(raw);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('[')) {
      inside = line == "[" + std::string(service) + "]";
      found = found || inside;
      continue;
    }
    if (!inside) continue;
    const auto [name, value] = text::split_once(line, '=');
    const std::string key = trimmed(name);
    require_known(key, "the service \"" + std::string(service) + "\"");
    if (key == "service") refuse_options("the service \"" + std::string(service) + "\" names another service.");
    if (const std::string kept = trimmed(value); !kept.empty()) values.insert_or_assign(key, kept);
  }
  if (!found) refuse_options("there is no service \"" + std::string(service) + "\".");
  return values;
}

void fill_values(OptionValues& values, const Environment& environment) {
  const auto from_environment = [&](Name name, Name variable) {
    const auto value = variable.empty() ? std::nullopt : environment.find(variable);
    if (value && !value->empty()) values.emplace(name, *value);
  };
  from_environment("service", "PGSERVICE");
  if (const auto service = values.find("service"); service != values.end()) {
    const std::string path = service_file(environment);
    try {
      values.merge(values_of_service(text::read_file(path), service->second));
    } catch (const std::system_error& error) {
      refuse_options("the file of its service: " + std::string(error.what()));
    }
  }
  for (const auto& [name, variable] : known) from_environment(name, variable);
}

std::string in_home(const Environment& environment, std::string_view name) {
  const auto home = environment.find("HOME");
  if (!home || home->empty()) return {};
  return std::string(*home) + "/" + std::string(name);
}

}  // namespace tenon::sql::postgres
