#pragma once

#include <string>
#include <vector>

#include <tenon/app/security_scheme.hpp>

namespace tenon::app {

/// What the document says of the application as a whole.
struct ApiInfo {
  std::string title;
  std::string version = "1.0.0";
  std::string description = {};
  std::vector<SecurityScheme> security_schemes = {};
};

}  // namespace tenon::app
