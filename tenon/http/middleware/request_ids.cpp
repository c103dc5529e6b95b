#include <tenon/http/middleware/request_ids.hpp>

namespace tenon::http {

void RequestIds::on_response(Request&, Response& response) const {
  if (response.headers().contains(header::x_request_id)) response.headers().remove(header::x_request_id);
  response.tell_request_id();
}

}  // namespace tenon::http
