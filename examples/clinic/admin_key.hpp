#pragma once

#include <optional>

#include <tenon/app.hpp>
#include <tenon/http/hooks.hpp>

namespace clinic {

/// Lets in who sends the key of the clinic as X-Api-Key; nobody while there is none.
class AdminKey final : public tenon::http::Hooks {
 public:
  explicit AdminKey(std::optional<tenon::Secret> key);

  std::optional<tenon::Response> on_request(tenon::Request& request) const override;

 private:
  std::optional<tenon::Secret> key_;
};

}  // namespace clinic
