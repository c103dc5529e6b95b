#include "child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

namespace tenon::cli {

using namespace std::chrono_literals;

namespace {

/// In the new process. Comes back when that fails, with errno.
void become(const std::vector<char*>& argv, pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) return;
  if (getppid() != parent) _exit(128 + SIGTERM);  // it ended before that
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setpgid(0, 0);
  // A group in the background of a terminal that read from it would be stopped.
  const int nothing = open("/dev/null", O_RDONLY);
  if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0) return;
  if (nothing != STDIN_FILENO) close(nothing);
  execvp(argv[0], argv.data());
}

/// What a new process says when it does not become the program; 0 when it does.
int error_of(int pipe) {
  int error = 0;
  ssize_t size;
  do {
    size = read(pipe, &error, sizeof error);
  } while (size < 0 && errno == EINTR);
  return size == static_cast<ssize_t>(sizeof error) ? error : 0;
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  const pid_t parent = getpid();
  pid_ = fork();
  int error = errno;
  if (pid_ == 0) {
    become(argv, parent);
    error = errno;
    [[maybe_unused]] const ssize_t size = write(ends[1], &error, sizeof error);
    _exit(127);
  }
  close(ends[1]);
  if (pid_ > 0) {
    error = error_of(ends[0]);
    if (error != 0) waitpid(pid_, nullptr, 0);
  }
  close(ends[0]);
  if (error != 0) throw std::system_error(error, std::generic_category(), arguments[0]);
}

Child::~Child() { stop(1s); }

std::optional<int> Child::exit_code() {
  int status = 0;
  if (!exit_code_ && waitpid(pid_, &status, WNOHANG) == pid_) {
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return exit_code_;
}

void Child::stop(std::chrono::milliseconds grace) {
  if (exit_code()) return;
  kill(-pid_, SIGTERM);
  for (const auto end = std::chrono::steady_clock::now() + grace; std::chrono::steady_clock::now() < end;) {
    if (exit_code()) return;
    std::this_thread::sleep_for(10ms);
  }
  kill(-pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  exit_code_ = 128 + SIGKILL;
}

}  // namespace tenon::cli
