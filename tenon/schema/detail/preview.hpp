#pragma once

#include <span>
#include <string_view>

namespace tenon::schema::detail {

enum class PreviewState {
  current,  ///< switches something on
  retired,  ///< once known; general now, or gone. Real projects still list them, so they are no error
  unknown,
};

PreviewState preview_state(std::string_view feature) noexcept;
std::span<const std::string_view> current_previews() noexcept;

}  // namespace tenon::schema::detail
