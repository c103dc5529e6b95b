#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <tenon/app.hpp>

namespace clinic {

/// What the clinic reads from the environment beside the settings of every application.
struct Settings {
  std::optional<tenon::Secret> admin_key;
  std::chrono::hours cancel_until{24};

  static constexpr std::string_view meanings[][2] = {
      {"admin_key", "key of the staff, sent as X-Api-Key; without one nobody gets in"},
      {"cancel_until", "how long before its start an appointment can be moved or cancelled"},
  };
};

}  // namespace clinic
