#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include <gtest/gtest.h>

#include "child.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tenon::cli {
namespace {

using namespace std::chrono_literals;
using tenon::test::eventually;

TEST(Child, TellsHowItEnded) {
  Child good({"true"});
  Child bad({"sh", "-c", "exit 7"});
  Child killed({"sh", "-c", "kill -9 $$"});
  EXPECT_TRUE(eventually([&] { return good.exit_code() && bad.exit_code() && killed.exit_code(); }));
  EXPECT_EQ(good.exit_code(), 0);
  EXPECT_EQ(bad.exit_code(), 7);
  EXPECT_EQ(killed.exit_code(), 128 + SIGKILL);
}

TEST(Child, ThrowsForWhatIsNoProgram) {
  try {
    Child none({"no-such-program"});
    FAIL() << "it was started";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
  }
}

TEST(Child, IsStoppedWithAllThatItStarted) {
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  const test::TemporaryFolder folder;
  const std::string told = (folder.path() / "told").string();
  Child child({"sh", "-c", "sleep 100 & echo $! >\"$0\"; wait", told});
  pid_t grandchild = 0;
  ASSERT_TRUE(eventually([&] { return static_cast<bool>(std::ifstream(told) >> grandchild); }));
  child.stop(5s);
  EXPECT_EQ(child.exit_code(), 128 + SIGTERM);
  int status = 0;
  EXPECT_EQ(waitpid(grandchild, &status, 0), grandchild);
  EXPECT_TRUE(WIFSIGNALED(status));
}

/// As when `tenon dev` is killed, and cannot stop anything.
TEST(Child, EndsWithTheOneThatStartedIt) {
  const test::TemporaryFolder folder;
  const std::string told = (folder.path() / "ended").string();
  const pid_t parent = fork();
  if (parent == 0) {
    const Child child(
        {"sh", "-c", "trap 'echo ended >\"$0\"; exit' TERM; echo begun >\"$0\"; while :; do sleep 0.01; done", told});
    for (;;) pause();
  }
  const auto says = [&](const std::string& what) {
    std::string word;
    return static_cast<bool>(std::ifstream(told) >> word) && word == what;
  };
  EXPECT_TRUE(eventually([&] { return says("begun"); }));
  kill(parent, SIGKILL);
  waitpid(parent, nullptr, 0);
  EXPECT_TRUE(eventually([&] { return says("ended"); }));
}

}  // namespace
}  // namespace tenon::cli
