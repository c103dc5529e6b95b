#include <tenon/sql/detail/script.hpp>

#include <string>

#include <tenon/base/error.hpp>

namespace tenon::sql::detail {

void require_no_nul(std::string_view script) {
  const std::size_t nul = script.find('\0');
  if (nul == std::string_view::npos) return;
  throw Invalid{"script_failed",
                "The script has a NUL at byte " + std::to_string(nul) + ", which no SQL has. Nothing of it was done."};
}

}  // namespace tenon::sql::detail
