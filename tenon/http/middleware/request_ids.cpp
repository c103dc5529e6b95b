#include <tenon/http/middleware/request_ids.hpp>

namespace tenon::http {

void RequestIds::on_response(Request& request, Response& response) const {
  if (!request.id().empty()) response.headers().set(header::x_request_id, request.id());
}

}  // namespace tenon::http
