#include <tenon/schema/database_url.hpp>

#include <algorithm>
#include <initializer_list>

namespace tenon::schema {
namespace {

bool begins_with_any(std::string_view url, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return url.starts_with(beginning); });
}

}  // namespace

bool is_url_of(Provider provider, std::string_view url) noexcept {
  switch (provider) {
    case Provider::sqlite: return begins_with_any(url, {"file:", "sqlite:"});
    case Provider::postgresql:
      return begins_with_any(url, {"postgresql://", "postgres://", "prisma://", "prisma+postgres://"});
    case Provider::mongodb: return begins_with_any(url, {"mongodb://", "mongodb+srv://"});
    case Provider::none: break;
  }
  return true;
}

std::string_view url_beginnings(Provider provider) noexcept {
  switch (provider) {
    case Provider::sqlite: return "`file:`";
    case Provider::postgresql: return "`postgresql://` or `postgres://`";
    case Provider::mongodb: return "`mongodb://` or `mongodb+srv://`";
    case Provider::none: break;
  }
  return "";
}

}  // namespace tenon::schema
