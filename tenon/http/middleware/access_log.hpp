#pragma once

#include <tenon/base/log.hpp>
#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// One line for each request, "info", or "warn" for a 5xx:
///
///     {"time":"…","level":"info","message":"request","method":"GET","path":"/products/7","route":"/products/{id}",
///      "status":200,"bytes":512,"durationMs":1.8,"requestId":"…","client":"203.0.113.7"}
///
/// The query string is left out, because tokens stand in it; so are all fields. `bytes` is the body before compression,
/// null for a stream. The duration is that of making the answer, not of sending it.
class AccessLog final : public Hooks {
 public:
  explicit AccessLog(log::Logger log) : log_(std::move(log)) {}
  void on_response(Request& request, Response& response) const override;

 private:
  log::Logger log_;
};

}  // namespace tenon::http
