#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <tenon/http/routes.hpp>
#include <tenon/http/static_files.hpp>

#include "../support/live_server.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class ServerFiles : public testing::Test {
 protected:
  ServerFiles() { fs::create_directories(folder_); }
  ~ServerFiles() override { fs::remove_all(folder_); }

  /// A file that is on the disk and no longer in memory, where the file system lets it.
  void write_cold(const std::string& name, const std::string& text) {
    std::ofstream{folder_ / name} << text;
    const int file = ::open((folder_ / name).c_str(), O_RDONLY);
    ::fsync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
  }
  Service site() {
    Routes routes;
    routes.root().get("/{path...}", static_files(folder_));
    return Service{std::make_shared<const Router>(std::move(routes).build())};
  }

  fs::path folder_ = fs::temp_directory_path() / ("tenon-files-" + std::to_string(::getpid()));
};

TEST_F(ServerFiles, ArriveWholeWhateverTheirSize) {
  LiveServer server{site()};
  RawClient client{server.port()};
  for (const std::size_t size : {0u, 1u, 65536u, 65537u, 3'000'000u}) {
    const std::string text = text_of(size);
    write_cold("file.txt", text);
    const RawResponse response = client.ask(get("/file.txt"));
    EXPECT_TRUE(response.whole) << size;
    EXPECT_TRUE(response.body == text) << size;
  }
}

TEST_F(ServerFiles, AreDescribedToHeadAndNotSentTwice) {
  write_cold("large.txt", text_of(300'000));
  LiveServer server{site()};
  RawClient client{server.port()};
  client.send("HEAD /large.txt HTTP/1.1\r\nHost: a\r\n\r\n");
  RawResponse head = client.response(true);
  EXPECT_EQ(head.headers["content-length"], "300000");
  const RawResponse known = client.ask(get("/large.txt", "If-None-Match: " + head.headers["etag"] + "\r\n"));
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(client.ask(get("/large.txt")).body.size(), 300'000u);
}

TEST_F(ServerFiles, ThatShrinkWhileTheyAreSentCutTheConnection) {
  write_cold("large.txt", "");
  fs::resize_file(folder_ / "large.txt", 30'000'000);
  LiveServer server{site()};
  RawClient client{server.port()};
  client.send(get("/large.txt"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  std::this_thread::sleep_for(50ms);
  fs::resize_file(folder_ / "large.txt", 1000);
  EXPECT_FALSE(client.response().whole);
  EXPECT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
}

TEST_F(ServerFiles, OutsideOfTheFolderAreRefusedOnTheWireToo) {
  std::ofstream{folder_ / "file.txt"} << "text";
  LiveServer server{site()};
  for (const auto& [path, status] : std::vector<std::pair<std::string, int>>{{"/../etc/passwd", 400},
                                                                             {"/%2e%2e/etc/passwd", 400},
                                                                             {"/..%2f..%2fetc%2fpasswd", 404},
                                                                             {"//etc/passwd", 404},
                                                                             {"/file.txt%00", 400},
                                                                             {"/..\\file.txt", 400}}) {
    EXPECT_EQ(RawClient{server.port()}.ask(get(path)).status, status) << path;
  }
}

}  // namespace
}  // namespace tenon::http::test
