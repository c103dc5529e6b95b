#pragma once

#include <tenon/app.hpp>
#include <tenon/http/hooks.hpp>

namespace clinic {

/// Keeps answers about people out of every cache.
class Uncached final : public tenon::http::Hooks {
 public:
  void on_response(tenon::Request& request, tenon::Response& response) const override;
};

}  // namespace clinic
