#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The application in the current folder, which CMake builds in `build`.
namespace tenon::cli {

/// Asked while something runs; true ends it.
using Stopped = std::function<bool()>;

/// Runs a program; its exit code, or none if it was stopped.
std::optional<int> run(const std::vector<std::string>& arguments, const Stopped& is_stopped);

/// The name that the project's CMakeLists.txt gives itself, which `tenon new` gives the program, too. Throws Invalid
/// "no_project" if there is none.
std::string name_of_project();

/// Builds a target, "all" for everything, and sets up `build` before if that has not been done, with the checkout of
/// Tenon that this command is from. One build at a time in a folder: waits while another `tenon` builds there. False if
/// it fails, which has been said, or was stopped.
bool build(const std::string& target, const Stopped& is_stopped);

}  // namespace tenon::cli
