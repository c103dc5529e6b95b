#include <gtest/gtest.h>
#include <sys/stat.h>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/http/content_type.hpp>
#include <tenon/http/detail/folder.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/static_files.hpp>

#include "support/asking.hpp"

namespace tenon::http {
namespace {

namespace fs = std::filesystem;

/// A folder of files beside one that nobody may see.
class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    fs::create_directories(public_ / "css");
    fs::create_directories(public_ / ".git");
    write(root_ / "secret.txt", "secret");
    write(public_ / "index.html", "<h1>home</h1>");
    write(public_ / "css/site.css", "body {}");
    write(public_ / "a b.txt", "space");
    write(public_ / ".env", "KEY=secret");
    write(public_ / ".git/config", "secret");
    write(public_ / "app.js", std::string(500, 'j'));
    write(public_ / "app.js.br", "brotli");
    write(public_ / "app.js.gz", "gzip");
    write(public_ / "large.bin", std::string(300'000, 'x'));
    fs::create_symlink(root_ / "secret.txt", public_ / "link.txt");
    fs::create_directory_symlink(root_, public_ / "up");
    fs::create_symlink("css/site.css", public_ / "inside.css");
    fs::create_symlink(public_ / "css/site.css", public_ / "absolute.css");
    fs::create_directory_symlink("css", public_ / "styles");
    fs::create_symlink("../css/../index.html", public_ / "css/home.html");
    fs::create_symlink("loop.css", public_ / "loop.css");
    fs::create_directories(public_ / "..2026_11_30");
    write(public_ / "..2026_11_30/mounted.css", "mounted {}");
    fs::create_directory_symlink("..2026_11_30", public_ / "..data");
    fs::create_symlink("..data/mounted.css", public_ / "mounted.css");
    fs::create_symlink("../public-not/secret.txt", public_ / "beside.txt");
    fs::create_directories(root_ / "public-not");
    write(root_ / "public-not/secret.txt", "secret");
    ::mkfifo((public_ / "pipe").c_str(), 0600);
    fs::create_symlink("pipe", public_ / "to-pipe");
  }
  ~StaticFilesTest() override { fs::remove_all(root_); }

  static void write(const fs::path& path, const std::string& text) { std::ofstream{path} << text; }

  Response ask(const RequestBuilder& request, StaticFilesOptions options = {}) {
    Routes routes;
    routes.root().get("/files/{path...}", static_files(public_, std::move(options)));
    return test::ask(Service{std::make_shared<const Router>(std::move(routes).build())}, request);
  }
  Response get(std::string path, StaticFilesOptions options = {}) {
    return ask(RequestBuilder{Method::get, "/files/" + path}, std::move(options));
  }

  fs::path root_ = fs::temp_directory_path() / ("tenon-static-" + std::to_string(::getpid()));
  fs::path public_ = root_ / "public";
};

TEST_F(StaticFilesTest, AreSentWithTypeAndValidators) {
  Response response = get("css/site.css");
  EXPECT_EQ(response.status(), Status::ok);
  EXPECT_EQ(test::written(response), "body {}");
  EXPECT_EQ(response.headers().get(header::content_type), "text/css; charset=utf-8");
  EXPECT_EQ(response.headers().get(header::cache_control), "no-cache");
  EXPECT_TRUE(response.headers().get(header::etag).starts_with('"'));
  EXPECT_TRUE(response.headers().get(header::last_modified).ends_with("GMT"));
}

TEST_F(StaticFilesTest, WithEscapedNamesAreFound) {
  Response response = get("a%20b.txt");
  EXPECT_EQ(test::written(response), "space");
}

TEST_F(StaticFilesTest, ThatAreLargeAreSentFromTheFile) {
  Response response = get("large.bin");
  EXPECT_EQ(response.body_size(), 300'000u);
  EXPECT_EQ(response.bytes(), std::nullopt);
  EXPECT_EQ(test::written(response), std::string(300'000, 'x'));
}

TEST_F(StaticFilesTest, NeverLieOutsideOfTheFolderOrBehindADot) {
  for (const std::string path : {"..%2fsecret.txt",
                                 "%2e%2e%2fsecret.txt",
                                 "css%2f..%2f..%2fsecret.txt",
                                 "..%5csecret.txt",
                                 ".env",
                                 ".git/config",
                                 "%2eenv",
                                 "%2Egit/config",
                                 "css/%2e%2e%2f%2e%2e%2fsecret.txt",
                                 "link.txt",
                                 "up/secret.txt",
                                 "beside.txt",
                                 "loop.css",
                                 "up",
                                 "up/",
                                 "styles/..%2f..%2fsecret.txt",
                                 "..data/mounted.css",
                                 "to-pipe",
                                 "pipe",
                                 "up/public/css/site.css/x",
                                 "/etc/passwd",
                                 "%2fetc%2fpasswd",
                                 "css//site.css",
                                 "css%2f%2fsite.css",
                                 "app.js%00.txt",
                                 "css/site.css/",
                                 "nothing.txt"}) {
    Response response = get(path);
    EXPECT_NE(response.status(), Status::ok) << path;
    const std::string body = test::written(response);
    EXPECT_EQ(body.find("secret"), std::string::npos) << path << ": " << body;
  }
}

TEST_F(StaticFilesTest, BehindLinksAreShownOnlyWhenAskedFor) {
  EXPECT_EQ(get("link.txt").status(), Status::not_found);
  Response response = get("link.txt", {.follow_links = true});
  EXPECT_EQ(test::written(response), "secret");
}

TEST_F(StaticFilesTest, BehindLinksThatStayInsideAreShown) {
  for (const char* path : {"inside.css", "absolute.css", "styles/site.css", "up/public/css/site.css"}) {
    EXPECT_EQ(get(path).bytes(), "body {}") << path;
  }
  EXPECT_EQ(get("css/home.html").bytes(), "<h1>home</h1>");
  EXPECT_EQ(get("mounted.css").bytes(), "mounted {}");
  EXPECT_EQ(get("styles").status(), Status::permanent_redirect);
  write(public_ / "css/index.html", "styles");
  EXPECT_EQ(get("styles/").bytes(), "styles");
}

TEST_F(StaticFilesTest, AreSentInParts) {
  const auto part = [&](std::string range, std::string path = "css/site.css") {
    return ask(RequestBuilder{Method::get, "/files/" + path}.header("Range", std::move(range)));
  };
  const Response whole = get("css/site.css");
  EXPECT_EQ(whole.headers().get(header::accept_ranges), "bytes");
  const Response middle = part("bytes=1-3");
  EXPECT_EQ(middle.status(), Status::partial_content);
  EXPECT_EQ(middle.bytes(), "ody");
  EXPECT_EQ(middle.headers().get(header::content_range), "bytes 1-3/7");
  EXPECT_EQ(middle.headers().get(header::content_type), "text/css; charset=utf-8");
  EXPECT_EQ(middle.headers().get(header::etag), whole.headers().get(header::etag));
  EXPECT_EQ(part("bytes=-2").bytes(), "{}");
  EXPECT_EQ(part("bytes=5-").bytes(), "{}");
  EXPECT_EQ(part("bytes=0-1,3-4").bytes(), "body {}");
  Response large = part("bytes=100000-200000", "large.bin");
  EXPECT_EQ(large.body_size(), 100'001u);
  EXPECT_EQ(test::written(large), std::string(100'001, 'x'));
}

TEST_F(StaticFilesTest, CannotBeSentFromBehindTheirEnd) {
  const Response refused = ask(RequestBuilder{Method::get, "/files/css/site.css"}.header("Range", "bytes=7-"));
  EXPECT_EQ(refused.status(), Status::range_not_satisfiable);
  EXPECT_EQ(refused.headers().get(header::content_range), "bytes */7");
  EXPECT_NE(refused.bytes()->find("range_not_satisfiable"), std::string_view::npos);
}

TEST_F(StaticFilesTest, AreSentInPartsOnlyOfTheStateThatIfRangeNames) {
  fs::last_write_time(public_ / "css/site.css", fs::file_time_type::clock::now() - std::chrono::minutes{2});
  const Response whole = get("css/site.css");
  const auto status = [&](const std::string& state, Method method = Method::get) {
    return ask(RequestBuilder{method, "/files/css/site.css"}.header("Range", "bytes=1-3").header("If-Range", state))
        .status();
  };
  EXPECT_EQ(status(std::string(whole.headers().get(header::etag))), Status::partial_content);
  EXPECT_EQ(status(std::string(whole.headers().get(header::last_modified))), Status::partial_content);
  EXPECT_EQ(status("\"other\""), Status::ok);
  EXPECT_EQ(status(std::string(whole.headers().get(header::etag)), Method::head), Status::ok);
  const Response known = ask(RequestBuilder{Method::get, "/files/css/site.css"}
                                 .header("Range", "bytes=9-")
                                 .header("If-None-Match", std::string(whole.headers().get(header::etag))));
  EXPECT_EQ(known.status(), Status::not_modified);
}

TEST_F(StaticFilesTest, AreNotCompressedWhereAPartIsSent) {
  Routes routes;
  routes.root().get("/files/{path...}", static_files(public_, {.precompressed = false}));
  Pipeline pipeline;
  pipeline.use(std::make_shared<Compression>());
  const Service service{std::make_shared<const Router>(std::move(routes).build()), std::move(pipeline)};
  write(public_ / "long.txt", std::string(5000, 'a'));
  RequestBuilder request{Method::get, "/files/long.txt"};
  request.header("Accept-Encoding", "gzip");
  const Response whole = test::ask(service, request);
  EXPECT_EQ(whole.headers().get(header::content_encoding), "gzip");
  EXPECT_FALSE(whole.headers().contains(header::accept_ranges));
  const Response part = test::ask(service, request.header("Range", "bytes=0-2999"));
  EXPECT_EQ(part.status(), Status::partial_content);
  EXPECT_FALSE(part.headers().contains(header::content_encoding));
  EXPECT_EQ(part.bytes(), std::string(3000, 'a'));
}

TEST_F(StaticFilesTest, OfFoldersAreTheirIndex) {
  EXPECT_EQ(get("").bytes(), "<h1>home</h1>");
  EXPECT_EQ(get("css/").status(), Status::not_found);
  const Response redirect = get("css");
  EXPECT_EQ(redirect.status(), Status::permanent_redirect);
  EXPECT_EQ(redirect.headers().get(header::location), "/files/css/");
  EXPECT_EQ(get("css?v=1&x=%20").headers().get(header::location), "/files/css/?v=1&x=%20");
  EXPECT_EQ(get("", {.index = ""}).status(), Status::not_found);
  EXPECT_EQ(get("css", {.index = ""}).status(), Status::not_found);
}

TEST_F(StaticFilesTest, ThatAreMissingCanBeTheApplication) {
  EXPECT_EQ(get("orders/7", {.fallback = "index.html"}).bytes(), "<h1>home</h1>");
  EXPECT_EQ(get("css/site.css", {.fallback = "index.html"}).bytes(), "body {}");
}

TEST_F(StaticFilesTest, ThatTheClientHasAreNotSentAgain) {
  const Response first = get("css/site.css");
  const std::string tag{first.headers().get(header::etag)};
  const std::string date{first.headers().get(header::last_modified)};
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"If-None-Match", tag}, {"If-None-Match", "W/" + tag}, {"If-Modified-Since", date}}) {
    const Response second = ask(RequestBuilder{Method::get, "/files/css/site.css"}.header(name, value));
    EXPECT_EQ(second.status(), Status::not_modified) << name;
    EXPECT_EQ(second.headers().get(header::etag), tag);
  }
  write(public_ / "css/site.css", "body { margin: 0 }");
  EXPECT_EQ(ask(RequestBuilder{Method::get, "/files/css/site.css"}.header("If-None-Match", tag)).status(), Status::ok);
  EXPECT_EQ(ask(RequestBuilder{Method::get, "/files/css/site.css"}.header("If-Match", tag)).status(),
            Status::precondition_failed);
}

TEST_F(StaticFilesTest, AreSentCompressedWhereTheyAre) {
  const auto accepting = [&](std::string codings) {
    return ask(RequestBuilder{Method::get, "/files/app.js"}.header("Accept-Encoding", std::move(codings)));
  };
  const Response brotli = accepting("gzip, br");
  EXPECT_EQ(brotli.bytes(), "brotli");
  EXPECT_EQ(brotli.headers().get(header::content_encoding), "br");
  EXPECT_EQ(brotli.headers().get(header::content_type), "text/javascript; charset=utf-8");
  EXPECT_EQ(brotli.headers().get(header::vary), "Accept-Encoding");
  EXPECT_EQ(accepting("gzip").bytes(), "gzip");
  const Response plain = accepting("identity");
  EXPECT_EQ(plain.bytes(), std::string(500, 'j'));
  EXPECT_EQ(plain.headers().get(header::vary), "Accept-Encoding");
  EXPECT_NE(plain.headers().get(header::etag), brotli.headers().get(header::etag));
  EXPECT_EQ(get("app.js", {.precompressed = false}).headers().get(header::vary), "");
}

TEST_F(StaticFilesTest, AnswerHead) {
  const Response response = ask(RequestBuilder{Method::head, "/files/css/site.css"});
  EXPECT_EQ(response.status(), Status::ok);
  EXPECT_EQ(response.body_size(), 7u);
}

TEST_F(StaticFilesTest, NeedTheirFolder) { EXPECT_THROW(static_files(root_ / "nothing"), Invalid); }

TEST(PublicName, IsWhatMayBeLookedUp) {
  for (const std::string_view name : {"a", "a.b", "a..b", "a b", "~"})
    EXPECT_TRUE(detail::is_public_name(name)) << name;
  for (const std::string_view name :
       {std::string_view{}, std::string_view{"."}, std::string_view{".."}, std::string_view{".a"},
        std::string_view{"a/b"}, std::string_view{"a\\b"}, std::string_view{"a\0b", 3}}) {
    EXPECT_FALSE(detail::is_public_name(name)) << name;
  }
}

TEST(ContentType, FollowsTheEndOfTheName) {
  EXPECT_EQ(content_type_of("a.html").text(), "text/html; charset=utf-8");
  EXPECT_EQ(content_type_of("A.B.PNG").text(), "image/png");
  EXPECT_EQ(content_type_of("x.woff2").text(), "font/woff2");
  EXPECT_EQ(content_type_of("x.unknown").text(), "application/octet-stream");
  EXPECT_EQ(content_type_of("README").text(), "application/octet-stream");
  EXPECT_EQ(content_type_of("").text(), "application/octet-stream");
}

}  // namespace
}  // namespace tenon::http
