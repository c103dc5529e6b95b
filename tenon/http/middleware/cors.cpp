#include <tenon/http/middleware/cors.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/http/middleware/cross_origin.hpp>

namespace tenon::http {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    HeaderName{std::string_view(name)};  // throws for what is no field name
    text += text.empty() ? "" : ", ";
    text += name;
  }
  return text;
}

void check_origin(const std::string& origin, bool credentials) {
  const bool special = origin == "*" || origin == "null";
  if (special && credentials) {
    throw Invalid{"bad_cors", "The origin \"" + origin + "\" cannot be allowed together with credentials."};
  }
  if (special || is_origin(origin)) return;
  throw Invalid{"bad_cors", "\"" + origin + "\" is no origin; it must look like \"https://app.example\"."};
}

bool is_preflight(const Request& request) {
  return request.method() == Method::options && request.headers().contains(header::origin) &&
         request.headers().contains(header::access_control_request_method);
}

}  // namespace

Cors::Cors(const CorsOptions& options)
    : origins_(options.origins),
      any_(std::find(origins_.begin(), origins_.end(), "*") != origins_.end()),
      credentials_(options.credentials),
      methods_(to_string(options.methods)),
      request_headers_(joined(options.request_headers)),
      response_headers_(joined(options.response_headers)),
      max_age_(std::to_string(options.max_age.count())) {
  for (const std::string& origin : origins_) check_origin(origin, credentials_);
}

std::optional<Response> Cors::on_request(Request& request) const {
  if (!is_preflight(request)) return std::nullopt;
  Response response = Response::no_content();
  Headers& headers = response.headers();
  headers.add_to_list(header::vary, "Access-Control-Request-Method");
  headers.add_to_list(header::vary, "Access-Control-Request-Headers");
  if (allows(request.header(header::origin))) {
    headers.set(header::access_control_allow_methods, methods_);
    headers.set(header::access_control_allow_headers, request_headers_);
    headers.set(header::access_control_max_age, max_age_);
  }
  return response;
}

void Cors::on_response(Request& request, Response& response) const {
  Headers& headers = response.headers();
  headers.add_to_list(header::vary, "Origin");
  const std::string_view origin = request.header(header::origin);
  if (!allows(origin)) return;
  headers.set(header::access_control_allow_origin, any_ ? std::string_view("*") : origin);
  if (credentials_) headers.set(header::access_control_allow_credentials, "true");
  if (request.method() != Method::options && !response_headers_.empty()) {
    headers.set(header::access_control_expose_headers, response_headers_);
  }
}

/// Exactly, byte by byte: browsers send origins in one form only.
bool Cors::allows(std::string_view origin) const noexcept {
  return !origin.empty() && (any_ || std::find(origins_.begin(), origins_.end(), origin) != origins_.end());
}

}  // namespace tenon::http
