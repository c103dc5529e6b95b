#include "uncached.hpp"

namespace clinic {

using namespace tenon;

void Uncached::on_response(Request&, Response& response) const {
  response.headers().set(http::header::cache_control, "no-store");
}

}  // namespace clinic
