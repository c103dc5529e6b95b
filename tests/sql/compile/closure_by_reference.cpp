// accepted
#include <string>
#include <tenon/sql/client.hpp>

tenon::async::Task<> rename(tenon::sql::Client& client, std::string name) {
  co_await client.transaction([&name](tenon::sql::Transaction&) -> tenon::async::Task<> {
    name.clear();
    co_return;
  });
}
