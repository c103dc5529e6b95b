#include <signal.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <tenon/base/error.hpp>

#include "child.hpp"
#include "command.hpp"
#include "files.hpp"
#include "folder_watch.hpp"
#include "project.hpp"

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

volatile std::sig_atomic_t stopping = 0;

void stop_on_signals() {
  struct sigaction action = {};
  action.sa_handler = [](int) { stopping = 1; };  // no SA_RESTART: poll() returns
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  struct sigaction hangup = {};
  sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);  // it is ignored under nohup
}

void say(const std::string& text) { std::fprintf(stderr, "tenon dev: %s\n", text.c_str()); }

bool is_stopping() { return stopping != 0; }

/// The application: built, running, and what has to be done when a file changes. It is started again when the build
/// made another program, and for its .env.
class Development {
 public:
  explicit Development(std::vector<std::string> arguments) : name_(name_of_project()) {
    command_ = {"build/bin/" + name_, "serve"};
    command_.insert(command_.end(), arguments.begin(), arguments.end());
  }

  void go() {
    FolderWatch watch(".");
    build_and_start();
    while (!stopping) {
      const auto changed = watch.changes(200ms);
      if (!changed.empty() && !stopping) {
        say(changed.size() == 1 ? changed[0] + " changed"
                                : changed[0] + " and " + std::to_string(changed.size() - 1) + " more changed");
        is_stale_ = is_stale_ || std::find(changed.begin(), changed.end(), ".env") != changed.end();
        build_and_start();
      }
      if (program_ && program_->exit_code()) {
        say(name_ + " ended with " + std::to_string(*program_->exit_code()) + "; it starts again when a file changes");
        program_.reset();
      }
    }
    if (program_) program_->stop(grace);
  }

 private:
  void build_and_start() {
    if (!build(name_, is_stopping)) {
      if (!stopping) say(program_ ? "not built; the program before it goes on" : "not built; waiting for a change");
      return;
    }
    std::error_code error;
    const auto built = fs::last_write_time(command_[0], error);
    if (program_ && !is_stale_ && built == built_) return;  // the build reads nothing of what changed
    if (program_) program_->stop(grace);
    program_.reset();
    built_ = built;
    is_stale_ = false;
    start();
  }

  /// A build that was not ours may still be writing the program.
  void start() {
    const auto give_up = std::chrono::steady_clock::now() + grace;
    while (!stopping) {
      try {
        program_.emplace(command_);
        return;
      } catch (const std::system_error& error) {
        if (error.code() != std::errc::text_file_busy || std::chrono::steady_clock::now() > give_up) {
          return say(name_ + " cannot be started: " + error.what() + "; waiting for a change");
        }
      }
      std::this_thread::sleep_for(100ms);
    }
  }

  static constexpr auto grace = 10s;

  std::string name_;
  std::vector<std::string> command_;
  std::optional<Child> program_;
  fs::file_time_type built_;
  bool is_stale_ = false;  ///< what the program reads at its start has changed
};

}  // namespace

void add_dev(CLI::App& program) {
  auto arguments = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      program.add_subcommand("dev", "Build the application in this folder and serve it; again on every change");
  command->add_option("arguments", *arguments, "What `serve` is given");
  command->callback([arguments] {
    stop_on_signals();
    Development(*arguments).go();
  });
}

}  // namespace tenon::cli
