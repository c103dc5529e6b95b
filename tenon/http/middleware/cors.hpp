#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/hooks.hpp>
#include <tenon/http/method.hpp>

namespace tenon::http {

/// Which pages of other origins may call this API from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol).
/// Without a Cors in the pipeline none may.
struct CorsOptions {
  /// Exactly as browsers send them: "https://app.example", "http://localhost:5173". {"*"} means any page, which is for
  /// public data only and excludes `credentials`.
  std::vector<std::string> origins;
  /// Lets the pages send cookies along, and read the answers made for them.
  bool credentials = false;
  MethodSet methods = {Method::get, Method::head, Method::put, Method::patch, Method::post, Method::delete_};
  std::vector<std::string> request_headers = {"Authorization", "Content-Type",  "Idempotency-Key",
                                              "If-Match",      "If-None-Match", "X-Request-Id"};
  /// What scripts may read of an answer, beside the few fields that they always may.
  std::vector<std::string> response_headers = {"ETag", "Link", "Location", "Retry-After", "X-Request-Id"};
  std::chrono::seconds max_age{600};  ///< how long a browser may remember the answer to its preflight
};

/// Answers preflights itself, before any other check, and marks all other answers. What is not allowed is answered
/// without the fields that allow it; refusing is the browser's part. `Vary: Origin` stands on every answer, also for
/// requests without Origin, so that caches never give one origin the answer for another.
class Cors final : public Hooks {
 public:
  /// Throws Invalid ("bad_cors") for what is no origin, and for "*" or "null" together with credentials.
  explicit Cors(const CorsOptions& options);

  static constexpr MethodSet request_methods{Method::options};
  std::optional<Response> on_request(Request& request) const override;
  void on_response(Request& request, Response& response) const override;

 private:
  bool allows(std::string_view origin) const noexcept;

  std::vector<std::string> origins_;
  bool any_;
  bool credentials_;
  std::string methods_;
  std::string request_headers_;
  std::string response_headers_;
  std::string max_age_;
};

}  // namespace tenon::http
