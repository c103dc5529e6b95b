#pragma once

#include <string>
#include <variant>
#include <vector>

#include <tenon/http/operation.hpp>

namespace tenon::app {

/// A key that a client sends with every request.
struct ApiKey {
  http::In in = http::In::header;  ///< header, query or cookie
  std::string name;                ///< of the field, the parameter or the cookie: "X-Api-Key"
};

/// `Authorization: Bearer TOKEN` (RFC 6750).
struct HttpBearer {
  std::string format = {};  ///< what the token is, for people: "JWT"
};

/// `Authorization: Basic …`, a name and a password (RFC 7617).
struct HttpBasic {};

/// A provider of OpenID Connect.
struct OpenIdConnect {
  std::string url;  ///< of its discovery document: "https://id.example/.well-known/openid-configuration"
};

/// What a token may be good for.
struct Scope {
  std::string name;
  std::string description;
};

/// An authorization server of OAuth 2: people agree in a browser (authorization code), or, without an address for that,
/// programs come with a secret of their own (client credentials).
struct OAuth2 {
  std::string authorization_url = {};
  std::string token_url;
  std::string refresh_url = {};
  std::vector<Scope> scopes = {};
};

/// How clients of the application prove who they are, for its API document and the page made from it:
///
///     app.set_info({.title = "Library",
///                   .security_schemes = {{.name = "staff_key", .kind = app::ApiKey{.name = "X-Staff-Key"}}}});
///     app.post("/books", add_book).security({"staff_key"});
///
/// Said of routes (RouteSettings), resources and groups. A 401 there names them in WWW-Authenticate (RFC 9110 section
/// 15.5.2); apart from that it is a description only: who is let in is decided by hooks and by the parameters of
/// handlers.
struct SecurityScheme {
  std::string name;  ///< letters, digits, '.', '-' and '_'
  std::variant<ApiKey, HttpBearer, HttpBasic, OpenIdConnect, OAuth2> kind;
  std::string description = {};
};

}  // namespace tenon::app
