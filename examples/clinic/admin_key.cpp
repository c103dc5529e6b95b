#include "admin_key.hpp"

#include <string_view>
#include <utility>

namespace clinic {

using namespace tenon;

AdminKey::AdminKey(std::optional<Secret> key) : key_(std::move(key)) {}

std::optional<Response> AdminKey::on_request(Request& request) const {
  const std::string_view given = request.single_header("X-Api-Key");
  if (given.empty()) throw Unauthorized{"no_api_key", "Send the key of the clinic as X-Api-Key."};
  if (!key_ || !key_->matches(given)) throw Unauthorized{"wrong_api_key", "This is not the key of the clinic."};
  return std::nullopt;
}

}  // namespace clinic
