#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "folder_watch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// An application's folder with a source, a migration and a folder for uploads.
class FolderWatchTest : public ::testing::Test {
 protected:
  FolderWatchTest() {
    for (const char* folder : {"migrations/1_init", "uploads", "build", "node_modules", ".git"}) {
      fs::create_directories(folder_.path() / folder);
    }
    write("main.cpp");
    watch_.emplace(folder_.path().string());
  }

  void write(const std::string& name) const { std::ofstream(folder_.path() / name) << "text"; }
  std::vector<std::string> changes() { return watch_->changes(150ms); }

  tenon::test::TemporaryFolder folder_;
  std::optional<FolderWatch> watch_;
};

TEST_F(FolderWatchTest, TellsWhatABuildMayRead) {
  for (const char* name : {"main.cpp", "shop.hpp", "CMakeLists.txt", "CMakePresets.json", "shop.prisma", ".env",
                           "migrations/1_init/migration.sql", "page.html"}) {
    write(name);
    EXPECT_THAT(changes(), ElementsAre(name));
  }
  fs::remove(folder_.path() / "main.cpp");
  EXPECT_THAT(changes(), ElementsAre("main.cpp"));
  fs::rename(folder_.path() / "shop.hpp", folder_.path() / "store.hpp");
  EXPECT_THAT(changes(), ElementsAre("shop.hpp", "store.hpp"));
}

TEST_F(FolderWatchTest, LeavesOutWhatAnApplicationWrites) {
  for (const char* name : {"shop.db", "shop.db-wal", "data.sqlite", "data.sqlite-journal", "shop.log", "shop.log.1",
                           "uploads/photo.jpg", "uploads/5f2a", "uploads/.env", ".hidden.cpp", "main.cpp~",
                           "main.cpp.swp", "build/made.cpp", "node_modules/a.js", ".git/HEAD"}) {
    write(name);
  }
  fs::create_directories(folder_.path() / "mail/new/1");
  std::ofstream(folder_.path() / "mail/new/1/first.eml") << "text";
  EXPECT_THAT(changes(), IsEmpty());
}

TEST_F(FolderWatchTest, SeesFoldersThatAreMadeAndMoved) {
  fs::create_directories(folder_.path() / "migrations/2_more/deep");
  write("migrations/2_more/migration.sql");
  write("migrations/2_more/deep/notes.md");
  EXPECT_THAT(changes(), ElementsAre("migrations/2_more/deep/notes.md", "migrations/2_more/migration.sql"));
  write("migrations/2_more/deep/notes.md");
  EXPECT_THAT(changes(), ElementsAre("migrations/2_more/deep/notes.md"));
  fs::rename(folder_.path() / "migrations/2_more", folder_.path() / "build/2_more");
  EXPECT_THAT(changes(), ElementsAre("migrations/2_more"));
}

}  // namespace
}  // namespace tenon::cli
