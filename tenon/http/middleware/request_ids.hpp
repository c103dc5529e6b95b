#pragma once

#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// Tells the client the id of its request: `X-Request-Id` on every answer. The server itself names each request, by the
/// X-Request-Id that it came with if that is 1 to 128 letters, digits and "-_.:=+/~@", else by a new one; logs and
/// problem documents carry the same.
class RequestIds final : public Hooks {
 public:
  void on_response(Request& request, Response& response) const override;
};

}  // namespace tenon::http
