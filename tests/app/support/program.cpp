#include "support/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace tenon::app::test {
namespace {

constexpr uid_t other_user = 64'321;  // who has no processes

/// In a process that was forked.
void become_other_user(rlim_t threads) {
  const rlimit limit{threads, threads};
  if (setrlimit(RLIMIT_NPROC, &limit) != 0 || setresgid(other_user, other_user, other_user) != 0 ||
      setresuid(other_user, other_user, other_user) != 0) {
    _exit(126);
  }
}

}  // namespace

Program::Program(std::vector<std::string> arguments, const Variables& variables)
    : folder_(std::make_shared<const tenon::test::TemporaryFolder>()), program_(APP_TEST_PROGRAM) {
  start(std::move(arguments), variables);
}

Program::Program(std::vector<std::string> arguments, const Variables& variables, const rlimit& descriptors)
    : folder_(std::make_shared<const tenon::test::TemporaryFolder>()),
      program_(APP_TEST_PROGRAM),
      descriptors_(descriptors) {
  start(std::move(arguments), variables);
}

Program::Program(std::vector<std::string> arguments, const Variables& variables, rlim_t threads)
    : folder_(std::make_shared<const tenon::test::TemporaryFolder>()), program_(APP_TEST_PROGRAM), threads_(threads) {
  if (chown(folder().c_str(), other_user, other_user) != 0) throw std::runtime_error("no folder for another user");
  start(std::move(arguments), variables);
}

Program::Program(std::vector<std::string> arguments, const Variables& variables, std::filesystem::path program)
    : folder_(std::make_shared<const tenon::test::TemporaryFolder>()), program_(std::move(program)) {
  start(std::move(arguments), variables);
}

Program::Program(std::vector<std::string> arguments, const Variables& variables, const Program& before)
    : folder_(before.folder_), program_(before.program_) {
  start(std::move(arguments), variables);
}

Program::~Program() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    wait();
  }
}

void Program::start(std::vector<std::string> arguments, const Variables& variables) {
  log_ = folder() / ("output-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
  std::vector<std::string> environment{"HOST=127.0.0.1", "PORT=0", "LOG_FORMAT=json", "LOOPS=2",
                                       "ALLOWED_HOSTS=test,localhost,127.0.0.1"};
  environment.reserve(environment.size() + variables.size() + 3);
  for (const auto& [name, value] : variables) {
    std::erase_if(environment, [&](const std::string& one) { return one.starts_with(name + "="); });
    environment.push_back(name);
    environment.back().append("=").append(value);
  }
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = getenv(name)) environment.push_back(std::string(name) + "=" + value);
  }
  arguments.insert(arguments.begin(), "store");
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> list;
    list.reserve(texts.size() + 1);
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
  };
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(environment);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("no process for a test");
  if (pid_ > 0) return;
  const int output = open(log_.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (output < 0) _exit(127);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (descriptors_) setrlimit(RLIMIT_NOFILE, &*descriptors_);
  if (threads_) become_other_user(*threads_);
  if (chdir(folder().c_str()) == 0) execve(program_.c_str(), argv.data(), envp.data());
  _exit(127);
}

int Program::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Program::signal(int number) const { kill(pid_, number); }

std::uint16_t Program::port() const {
  for (int i = 0; i < 600; ++i) {
    const std::string text = output();
    constexpr std::string_view before = "://127.0.0.1:";
    if (const std::size_t at = text.find(before); at != std::string::npos) {
      std::uint16_t port = 0;
      std::from_chars(text.data() + at + before.size(), text.data() + text.size(), port);
      return port;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  throw std::runtime_error("the program does not listen: " + output());
}

std::string Program::output() const {
  std::ostringstream text;
  text << std::ifstream(log_).rdbuf();
  return text.str();
}

}  // namespace tenon::app::test
