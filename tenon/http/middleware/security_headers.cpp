#include <tenon/http/middleware/security_headers.hpp>

namespace tenon::http {

namespace {

HeaderBlock block_of(const SecurityHeadersOptions& options, bool html, bool tls) {
  HeaderBlock block;
  const auto add = [&block](HeaderId name, const HeaderValue& value) {
    if (!value.text().empty()) block.add(name, value);
  };
  add(header::x_content_type_options, "nosniff");
  add(header::content_security_policy, html ? options.html_policy : options.data_policy);
  add(header::referrer_policy, options.referrer);
  add(header::cross_origin_resource_policy, options.resource_policy);
  if (html) add(header::cross_origin_opener_policy, options.opener_policy);
  if (tls) add(header::strict_transport_security, options.transport);
  return block;
}

}  // namespace

SecurityHeaders::SecurityHeaders(const SecurityHeadersOptions& options) {
  for (const bool html : {false, true}) {
    for (const bool tls : {false, true}) blocks_[html][tls] = block_of(options, html, tls);
  }
}

void SecurityHeaders::on_response(Request& request, Response& response) const {
  const bool html = response.headers().get(header::content_type).starts_with("text/html");
  const bool tls = request.client().scheme == "https";
  response.headers().set_defaults(blocks_[html][tls]);
}

}  // namespace tenon::http
