#include <tenon/http/server_settings.hpp>

#include <string>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/http/request_headers.hpp>

namespace tenon::http {

void check(const ServerSettings& settings) {
  std::vector<FieldError> errors;
  const auto require = [&](bool right, const char* name, std::string detail) {
    if (!right) errors.push_back({name, "invalid_setting", std::move(detail)});
  };
  const auto positive = [&](std::chrono::milliseconds time, const char* name) {
    require(time.count() > 0, name, "Must be greater than zero.");
  };

  require(settings.head_limit >= 256 && settings.head_limit <= 64_KiB, "head_limit", "Must be from 256B to 64KiB.");
  require(settings.target_limit >= 1, "target_limit", "Must be at least 1B.");
  require(settings.field_limit >= 1 && settings.field_limit <= RequestHeaders::max_size, "field_limit",
          "Must be from 1 to 128.");
  require(settings.send_limit >= 1, "send_limit", "Must be at least 1B.");
  require(settings.body_rate >= 1, "body_rate", "Must be at least 1B.");
  require(settings.send_rate >= 1, "send_rate", "Must be at least 1B.");
  require(settings.body_memory >= 64_KiB, "body_memory", "Must be at least 64KiB.");
  require(settings.send_memory >= settings.send_limit, "send_memory",
          "Must be at least the " + settings.send_limit.to_string() + " that one connection may buffer.");
  require(settings.connection_limit >= 1, "connection_limit", "Must be at least 1.");
  positive(settings.first_byte_timeout, "first_byte_timeout");
  positive(settings.head_timeout, "head_timeout");
  positive(settings.body_timeout, "body_timeout");
  positive(settings.idle_timeout, "idle_timeout");
  positive(settings.write_timeout, "write_timeout");
  require(settings.request_timeout.count() >= 0, "request_timeout", "Must not be negative.");
  require(settings.half_close_timeout.count() >= 0, "half_close_timeout", "Must not be negative.");
  if (!errors.empty())
    throw Invalid{"invalid_settings", "The settings of the HTTP server are wrong.", std::move(errors)};
}

}  // namespace tenon::http
