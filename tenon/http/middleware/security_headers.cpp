#include <tenon/http/middleware/security_headers.hpp>

namespace tenon::http {

namespace {

constinit const HeaderValue no_sniffing = "nosniff";

void set_default(Headers& headers, HeaderId name, const HeaderValue& value) {
  if (!value.text().empty()) headers.set_default(name, value);
}

}  // namespace

void SecurityHeaders::on_response(Request& request, Response& response) const {
  Headers& headers = response.headers();
  const bool html = headers.get(header::content_type).starts_with("text/html");
  set_default(headers, header::x_content_type_options, no_sniffing);
  set_default(headers, header::content_security_policy, html ? options_.html_policy : options_.data_policy);
  set_default(headers, header::referrer_policy, options_.referrer);
  set_default(headers, header::cross_origin_resource_policy, options_.resource_policy);
  if (html) set_default(headers, header::cross_origin_opener_policy, options_.opener_policy);
  if (request.client().scheme == "https") set_default(headers, header::strict_transport_security, options_.transport);
}

}  // namespace tenon::http
