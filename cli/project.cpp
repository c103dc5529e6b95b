#include "project.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>
#include <system_error>
#include <thread>

#include <tenon/base/error.hpp>

#include "child.hpp"
#include "files.hpp"
#include "installation.hpp"

namespace tenon::cli {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

/// Held by whoever builds in `build`; the system gives it back when its process ends.
class BuildLock {
 public:
  BuildLock() {
    fs::create_directories("build");
    descriptor_ = open("build/.tenon.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "build/.tenon.lock");
  }
  BuildLock(const BuildLock&) = delete;
  BuildLock& operator=(const BuildLock&) = delete;
  ~BuildLock() { close(descriptor_); }

  /// False if somebody else has it.
  bool take() const {
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno != EWOULDBLOCK && errno != EINTR) throw std::system_error(errno, std::generic_category(), "flock");
    return false;
  }

 private:
  int descriptor_;
};

}  // namespace

std::string name_of_project() {
  static const std::regex pattern(R"(project\s*\(\s*([A-Za-z0-9_.-]+))");
  std::error_code error;
  if (!fs::exists("CMakeLists.txt", error) && !error) {
    throw Invalid(
        "no_project",
        "There is no CMakeLists.txt here. Go to the folder of an application, or make one by `tenon new NAME`.");
  }
  std::smatch found;
  const std::string text = read_file("CMakeLists.txt");
  if (!std::regex_search(text, found, pattern)) {
    throw Invalid("no_project", "CMakeLists.txt has no project(NAME), which names the program that is built and run.");
  }
  return found[1];
}

std::optional<int> run(const std::vector<std::string>& arguments, const Stopped& is_stopped) {
  Child child(arguments);
  while (!is_stopped()) {
    if (const auto code = child.exit_code()) return code;
    std::this_thread::sleep_for(20ms);
  }
  return std::nullopt;
}

bool build(const std::string& target, const Stopped& is_stopped) {
  const BuildLock lock;
  while (!lock.take()) {
    if (is_stopped()) return false;
    std::this_thread::sleep_for(20ms);
  }
  if (const auto source = source_of_tenon()) setenv("TENON_SOURCE", source->c_str(), 0);
  std::error_code error;
  if (!fs::exists("build/build.ninja", error) && run({"cmake", "--preset", "dev"}, is_stopped) != 0) return false;
  return run({"cmake", "--build", "build", "--target", target}, is_stopped) == 0;
}

}  // namespace tenon::cli
