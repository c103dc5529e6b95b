#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tenon::http {

/// A security scheme by which an operation lets in, with what it asks of whoever comes: `"api_key"`, or
/// `{"google", {"email"}}`. The scheme is named as the application declares it (app::SecurityScheme).
struct SecurityNeed {
  SecurityNeed(const char* name) : scheme(name) {}
  SecurityNeed(std::string name, std::vector<std::string> wanted = {})
      : scheme(std::move(name)), scopes(std::move(wanted)) {}

  std::string scheme;
  std::vector<std::string> scopes;  ///< of OAuth 2 and OpenID Connect; of other schemes, roles

  bool operator==(const SecurityNeed&) const = default;
};

}  // namespace tenon::http
