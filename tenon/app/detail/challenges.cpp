#include <tenon/app/detail/challenges.hpp>

#include <utility>
#include <variant>

#include <tenon/http/operation.hpp>
#include <tenon/http/router.hpp>

namespace tenon::app::detail {
namespace {

/// RFC 9110 section 5.6.4.
std::string quoted_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return out + '"';
}

struct ChallengeOf {
  std::string realm;

  std::string operator()(const ApiKey& key) const {
    return "ApiKey realm=" + realm + ", in=" + quoted_string(http::to_string(key.in)) +
           ", name=" + quoted_string(key.name);
  }
  std::string operator()(const HttpBasic&) const { return "Basic realm=" + realm + ", charset=\"UTF-8\""; }
  std::string operator()(const HttpBearer&) const { return bearer(); }
  std::string operator()(const OpenIdConnect&) const { return bearer(); }
  std::string operator()(const OAuth2&) const { return bearer(); }

  std::string bearer() const { return "Bearer realm=" + realm; }
};

std::string scopes_of(const http::SecurityNeed& need) {
  std::string list;
  for (const std::string& scope : need.scopes) list.append(list.empty() ? "" : " ").append(scope);
  return ", scope=" + quoted_string(list);
}

}  // namespace

Challenges::Challenges(const ApiInfo& info, std::vector<http::SecurityNeed> elsewhere)
    : elsewhere_(std::move(elsewhere)) {
  const ChallengeOf challenge_of{quoted_string(info.title)};
  for (const SecurityScheme& scheme : info.security_schemes) {
    const bool has_scopes =
        std::holds_alternative<OAuth2>(scheme.kind) || std::holds_alternative<OpenIdConnect>(scheme.kind);
    challenges_[scheme.name] = {std::visit(challenge_of, scheme.kind), has_scopes};
  }
}

void Challenges::on_response(http::Request& request, http::Response& response) const {
  if (response.status() != http::Status::unauthorized) return;
  http::Headers& headers = response.headers();
  if (headers.contains(http::header::www_authenticate)) return;
  for (const http::SecurityNeed& need : needs_of(request)) {
    const auto found = challenges_.find(need.scheme);
    if (found == challenges_.end()) continue;
    const Challenge& challenge = found->second;
    const bool asks_for_scopes = challenge.has_scopes && !need.scopes.empty();
    headers.add(http::header::www_authenticate, challenge.text + (asks_for_scopes ? scopes_of(need) : ""));
  }
}

const std::vector<http::SecurityNeed>& Challenges::needs_of(const http::Request& request) const noexcept {
  const http::Route* const route = request.route();
  return route && route->operation ? route->operation->security : elsewhere_;
}

}  // namespace tenon::app::detail
