#pragma once

#include <tenon/base/bytes.hpp>
#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// Another limit of bodies for some routes than that of the server (ServerSettings::body_limit): larger for uploads,
/// smaller for logins. A body that is declared to be larger is refused with 413 before any of it is read.
///
///     uploads.use(make_middleware({{std::make_shared<BodyLimit>(50_MiB)}}));
class BodyLimit final : public Hooks {
 public:
  explicit BodyLimit(Bytes limit) : limit_(limit) {}
  std::optional<Response> on_request(Request& request) const override;

 private:
  Bytes limit_;
};

}  // namespace tenon::http
