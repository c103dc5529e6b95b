#include <tenon/app/detail/app_state.hpp>

#include <string_view>
#include <utility>

#include <tenon/json/write.hpp>

/// The files of tenon/app/docs_page, compiled in by tenon_embed().
namespace tenon::app::assets {
extern const std::string_view index_html;
extern const std::string_view docs_js;
extern const std::string_view docs_css;
}  // namespace tenon::app::assets

namespace tenon::app::detail {
namespace {

/// Scripts and styles come from this origin only, and the page may call this origin only.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

Response asset(std::string_view content, std::string_view content_type) {
  Response response = Response::constant(content, http::HeaderValue::of_static(content_type));
  response.headers().set(http::header::content_security_policy, http::HeaderValue::of_static(policy));
  response.headers().set(http::header::cache_control, "no-cache");
  return response;
}

}  // namespace

void add_docs_routes(AppState& app) {
  if (!app.settings.docs) return;
  http::RouteGroup root = app.routes.root();
  root.get("/openapi.json", [&app](Request&) -> Task<Response> {
    Buffer json;
    json::write(app.openapi, json);
    Response response = Response::json_text(std::move(json));
    response.headers().set(http::header::cache_control, "no-cache");
    co_return response;
  });
  root.get("/docs",
           [](Request&) -> Task<Response> { co_return asset(assets::index_html, "text/html; charset=utf-8"); });
  root.get("/docs/docs.js",
           [](Request&) -> Task<Response> { co_return asset(assets::docs_js, "text/javascript; charset=utf-8"); });
  root.get("/docs/docs.css",
           [](Request&) -> Task<Response> { co_return asset(assets::docs_css, "text/css; charset=utf-8"); });
}

}  // namespace tenon::app::detail
