#include <tenon/base/text/files.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <system_error>

#include "tests/support/temporary_folder.hpp"

namespace tenon::text {
namespace {

/// The errno that it throws with; 0 if it does not throw.
int error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

TEST(Files, HoldWhatWasWrittenIntoThemLast) {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "a").string();
  const std::string long_one(200'000, 'x');
  for (const std::string& bytes : {std::string("a\0\r\n\xff", 5), long_one, std::string(), std::string("end")}) {
    write_file(path, bytes);
    EXPECT_EQ(read_file(path), bytes);
  }
}

TEST(Files, ThatCannotBeReadOrWrittenAreErrorsWithTheReason) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path().string();
  EXPECT_EQ(error_of([&] { read_file(path + "/none"); }), ENOENT);
  EXPECT_EQ(error_of([&] { read_file(path); }), EISDIR);
  EXPECT_EQ(error_of([&] { write_file(path, "x"); }), EISDIR);
  EXPECT_EQ(error_of([&] { write_file(path + "/none/a", "x"); }), ENOENT);
  EXPECT_EQ(error_of([&] { write_file("/dev/full", "x"); }), ENOSPC);
}

}  // namespace
}  // namespace tenon::text
