#pragma once

#include <vector>

#include <tenon/app/app_settings.hpp>
#include <tenon/base/error.hpp>

namespace tenon::app::detail {

/// What is wrong with settings that could be read, each error under the name of its variable.
std::vector<FieldError> errors_of(const AppSettings& settings);

}  // namespace tenon::app::detail
