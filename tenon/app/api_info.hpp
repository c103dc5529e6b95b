#pragma once

#include <string>

namespace tenon::app {

/// What the document says of the application as a whole.
struct ApiInfo {
  std::string title;
  std::string version = "1.0.0";
  std::string description;
};

}  // namespace tenon::app
