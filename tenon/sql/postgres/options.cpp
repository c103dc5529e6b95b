#include <tenon/sql/postgres/options.hpp>

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include <tenon/base/text/files.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/sql/postgres/option_values.hpp>
#include <tenon/sql/postgres/password_file.hpp>

namespace tenon::sql {
namespace {

using postgres::in_home;
using postgres::OptionValues;
using postgres::refuse_options;

constexpr std::uint64_t longest_timeout = 86'400;  // seconds

/// The parameters of one URL, read by their kinds.
class Reader {
 public:
  Reader(const OptionValues& values, const Environment& environment) : values_(values), environment_(environment) {}

  bool has(std::string_view name) const { return values_.contains(name); }
  std::string text(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return {};
    if (found->second.find('\0') != std::string::npos) refuse_options("\"" + std::string(name) + "\" has a NUL.");
    return found->second;
  }
  /// Nothing when it is not given.
  std::optional<std::size_t> number(std::string_view name) const {
    if (!has(name)) return std::nullopt;
    const auto value = text::parse_integer<std::size_t>(text(name));
    if (!value) wrong(name, "a number");
    return value;
  }
  void seconds(std::string_view name, std::optional<async::Duration>& out) const {
    if (!has(name)) return;
    const auto value = text::parse_uint64(text(name));
    if (!value || *value > longest_timeout) wrong(name, "a number of seconds, at most a day's");
    out = *value == 0 ? std::nullopt : std::optional<async::Duration>(std::chrono::seconds{*value});
  }
  void flag(std::string_view name, bool& out) const {
    if (!has(name)) return;
    if (text(name) != "true" && text(name) != "false") wrong(name, "\"true\" or \"false\"");
    out = text(name) == "true";
  }
  template <class T, std::size_t Count>
  void choice(std::string_view name, T& out, const std::array<std::pair<std::string_view, T>, Count>& choices) const {
    if (!has(name)) return;
    std::string all;
    for (const auto& [word, value] : choices) {
      if (text(name) == word) {
        out = value;
        return;
      }
      all += (all.empty() ? "" : ", ") + std::string(word);
    }
    wrong(name, "one of " + all);
  }
  /// That of the parameter, else the one in the home, if it is there.
  std::string file(std::string_view name, std::string_view at_home) const {
    if (has(name)) return text(name);
    std::string path = in_home(environment_, at_home);
    std::error_code none;
    return !path.empty() && std::filesystem::exists(path, none) ? path : std::string();
  }

 private:
  [[noreturn]] static void wrong(std::string_view name, const std::string& expected) {
    refuse_options("\"" + std::string(name) + "\" is not " + expected + ".");
  }

  const OptionValues& values_;
  const Environment& environment_;
};

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string_view one : text::split(text, ',')) out.emplace_back(one);
  return out;
}

std::vector<PostgresServer> servers_of(const Reader& values) {
  const std::vector<std::string> hosts = list_of(values.text("host"));
  const std::vector<std::string> ports = list_of(values.text("port"));
  if (ports.size() != 1 && ports.size() != hosts.size()) refuse_options("there are not as many ports as hosts.");
  std::vector<PostgresServer> servers;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    PostgresServer server;
    server.host = hosts[i].empty() ? "localhost" : hosts[i];
    if (const std::string& port = ports.size() == 1 ? ports[0] : ports[i]; !port.empty()) {
      const auto number = text::parse_integer<std::uint16_t>(port);
      if (!number || *number == 0) refuse_options("\"port\" is not a number from 1 to 65535.");
      server.port = *number;
    }
    servers.push_back(std::move(server));
  }
  return servers;
}

void find_passwords(PostgresOptions& options, const Reader& values) {
  if (values.has("password")) {
    for (PostgresServer& server : options.servers) server.password = Secret{values.text("password")};
    return;
  }
  const std::string path = values.file("passfile", ".pgpass");
  if (path.empty()) return;
  std::string file;
  try {
    file = text::read_file(path);
  } catch (const std::system_error& error) {
    refuse_options("its passfile: " + std::string(error.what()));
  }
  if (!postgres::is_private_file(path)) {
    refuse_options("others may read the passfile " + path + ", which is not used then (chmod 600).");
  }
  for (PostgresServer& server : options.servers) {
    const std::string port = std::to_string(server.port);
    // libpq looks up the socket's folder that it was built with as "localhost".
    const std::string_view host = server.host == "/var/run/postgresql" ? "localhost" : std::string_view(server.host);
    if (auto found = postgres::find_password(file, {host, port, options.database, options.user})) {
      server.password = Secret{std::move(*found)};
    }
  }
}

void read_tls(PostgresOptions& options, const Reader& values) {
  using SslMode = PostgresOptions::SslMode;
  values.choice("sslmode", options.ssl_mode,
                std::array<std::pair<std::string_view, SslMode>, 6>{{{"disable", SslMode::disable},
                                                                     {"allow", SslMode::allow},
                                                                     {"prefer", SslMode::prefer},
                                                                     {"require", SslMode::require},
                                                                     {"verify-ca", SslMode::verify_ca},
                                                                     {"verify-full", SslMode::verify_full}}});
  bool strict = false;
  values.choice("sslaccept", strict,
                std::array<std::pair<std::string_view, bool>, 2>{{{"strict", true}, {"accept_invalid_certs", false}}});
  if (strict && options.ssl_mode != SslMode::disable) options.ssl_mode = SslMode::verify_full;

  if (values.text("sslrootcert") == "system") {
    if (options.ssl_mode != SslMode::verify_full) {
      if (values.has("sslmode")) refuse_options("\"sslrootcert=system\" is for \"sslmode=verify-full\" only.");
      options.ssl_mode = SslMode::verify_full;
    }
  } else {
    options.ssl_authorities = values.file("sslrootcert", ".postgresql/root.crt");
    if (options.ssl_mode == SslMode::require && !options.ssl_authorities.empty()) {
      options.ssl_mode = SslMode::verify_ca;
    }
  }
  options.ssl_certificate = values.file("sslcert", ".postgresql/postgresql.crt");
  if (options.ssl_certificate.empty()) {
    if (values.has("sslkey")) refuse_options("\"sslkey\" is for an \"sslcert\".");
    return;
  }
  options.ssl_key = values.file("sslkey", ".postgresql/postgresql.key");
  if (options.ssl_key.empty()) {
    refuse_options(
        "\"sslcert\" is the client's own and needs its \"sslkey\"; that of an authority is \"sslrootcert\".");
  }
  if (!postgres::is_private_file(options.ssl_key)) {
    refuse_options("\"sslkey\" is no file, or others may read it (chmod 600).");
  }
}

void read_session(PostgresOptions& options, const Reader& values) {
  using Binding = PostgresOptions::ChannelBinding;
  using Target = PostgresOptions::Target;
  options.schema = values.text("schema");
  options.application_name =
      values.text(values.has("application_name") ? "application_name" : "fallback_application_name");
  options.command_line = values.text("options");
  values.choice("channel_binding", options.channel_binding,
                std::array<std::pair<std::string_view, Binding>, 3>{
                    {{"disable", Binding::disable}, {"prefer", Binding::prefer}, {"require", Binding::require}}});
  values.choice("target_session_attrs", options.target,
                std::array<std::pair<std::string_view, Target>, 6>{{{"any", Target::any},
                                                                    {"read-write", Target::read_write},
                                                                    {"read-only", Target::read_only},
                                                                    {"primary", Target::primary},
                                                                    {"standby", Target::standby},
                                                                    {"prefer-standby", Target::prefer_standby}}});
}

/// What others can switch on, and is always off here.
void read_fixed(const Reader& values) {
  bool ignored = false;
  values.choice("gssencmode", ignored,
                std::array<std::pair<std::string_view, bool>, 2>{{{"disable", false}, {"prefer", false}}});
  values.choice("client_encoding", ignored,
                std::array<std::pair<std::string_view, bool>, 4>{
                    {{"UTF8", false}, {"utf8", false}, {"UTF-8", false}, {"utf-8", false}}});
  values.flag("uselibpqcompat", ignored);
}

}  // namespace

PostgresOptions PostgresOptions::parse(const DatabaseUrl& url, const Environment& environment) {
  OptionValues all = postgres::values_of(url);
  postgres::fill_values(all, environment);
  const Reader values(all, environment);

  PostgresOptions options;
  options.servers = servers_of(values);
  options.user = values.text("user");
  if (options.user.empty()) refuse_options("it names no user.");
  options.database = values.has("dbname") ? values.text("dbname") : options.user;
  read_tls(options, values);
  read_session(options, values);
  read_fixed(values);
  values.seconds("connect_timeout", options.connect_timeout);
  values.seconds("pool_timeout", options.pool_timeout);
  options.connection_limit = values.number("connection_limit");
  if (options.connection_limit == std::size_t{0}) refuse_options("\"connection_limit\" is 0.");
  options.statement_cache = values.number("statement_cache_size").value_or(options.statement_cache);
  values.flag("pgbouncer", options.pgbouncer);
  find_passwords(options, values);
  return options;
}

}  // namespace tenon::sql
