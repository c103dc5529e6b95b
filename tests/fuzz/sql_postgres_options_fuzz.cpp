#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/base/error.hpp>
#include <tenon/sql/postgres/option_values.hpp>
#include <tenon/sql/postgres/options.hpp>
#include <tenon/sql/postgres/password_file.hpp>

// What follows "postgresql://" is options or is refused; so is what a service file holds, and a password file has a
// password or none.

namespace {

using namespace tenon::sql;

void require(bool condition) {
  if (!condition) std::abort();
}

void read_url(std::string_view text) {
  // Files are none of its business here.
  for (const std::string_view file : {"passfile", "service", "ssl"}) {
    if (text.find(file) != std::string_view::npos) return;
  }
  if (text.find('%') != std::string_view::npos && text.find('=') != std::string_view::npos) return;  // their names, too
  try {
    const auto options = PostgresOptions::parse(DatabaseUrl::parse("postgresql://" + std::string(text)), {});
    require(!options.servers.empty() && !options.user.empty() && !options.database.empty());
    for (const PostgresServer& server : options.servers) require(!server.host.empty() && server.port != 0);
  } catch (const tenon::Invalid& error) {
    require(error.code() == "bad_database_url");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_url(text);
  try {
    for (const auto& [name, value] : postgres::values_of_service(text, "shop"))
      require(!name.empty() && !value.empty());
  } catch (const tenon::Invalid& error) {
    require(error.code() == "bad_database_url");
  }
  const auto password = postgres::find_password(text, {"db", "5432", "shop", "me"});
  require(!password || !password->empty());
  return 0;
}
