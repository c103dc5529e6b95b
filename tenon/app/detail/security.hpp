#pragma once

#include <vector>

#include <tenon/app/security_scheme.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/http/security_need.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app::detail {

struct AppState;

/// Gives every handler and every action of a resource the needs of its group where it has none of its own. Schemes that
/// cannot be, and needs that name none, become errors of the application.
void settle_security(AppState& app);

/// Sets what lets in, and that there is a 401 for who is not.
void set_security(http::Operation& operation, const std::vector<http::SecurityNeed>& needs);

/// As OpenAPI writes them: `components.securitySchemes`, and the `security` of an operation.
json::Value describe(const std::vector<SecurityScheme>& schemes);
json::Value describe(const std::vector<http::SecurityNeed>& needs);

}  // namespace tenon::app::detail
