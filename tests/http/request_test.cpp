#include <tenon/http/request.hpp>

#include <malloc.h>

#include <deque>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/request_builder.hpp>

namespace tenon::http {
namespace {

// A body in given pieces.
class Pieces final : public BodyReader {
 public:
  Pieces(std::deque<std::string> pieces, bool declared) : pieces_{std::move(pieces)}, declared_{declared} {}

  async::Task<std::string_view> read_some() override {
    ++reads;
    if (pieces_.empty()) co_return std::string_view{};
    current_ = std::move(pieces_.front());
    pieces_.pop_front();
    co_return current_;
  }
  std::optional<std::uint64_t> remaining() const override {
    if (!declared_) return std::nullopt;
    std::uint64_t size = 0;
    for (const std::string& piece : pieces_) size += piece.size();
    return size;
  }
  int reads = 0;

 private:
  std::deque<std::string> pieces_;
  std::string current_;
  bool declared_;
};

void expect_too_large(async::Task<std::string_view> task) {
  try {
    async::run(std::move(task));
    ADD_FAILURE() << "was accepted";
  } catch (const HttpError& error) {
    EXPECT_EQ(error.status(), Status::content_too_large);
    EXPECT_EQ(error.code(), "body_too_large");
  }
}

TEST(Request, HasNoBodyAtFirst) {
  Request request;
  EXPECT_TRUE(request.body_arrived());
  EXPECT_EQ(request.body(), "");
  EXPECT_EQ(request.body_size(), 0u);
  EXPECT_EQ(async::run(request.read_body()), "");
  EXPECT_EQ(async::run(request.read_body_some()), "");
}

TEST(Request, GivesABodyThatHasArrived) {
  Request request;
  request.set_body("hello");
  EXPECT_EQ(request.body(), "hello");
  EXPECT_EQ(request.body_size(), 5u);
  EXPECT_EQ(async::run(request.read_body()), "hello");
  EXPECT_EQ(async::run(request.read_body_some()), "hello");
  EXPECT_EQ(async::run(request.read_body_some()), "");
}

TEST(Request, CollectsABodyThatIsArriving) {
  for (bool declared : {true, false}) {
    Pieces pieces{{"he", "ll", "o"}, declared};
    Request request;
    request.set_body(pieces);
    EXPECT_FALSE(request.body_arrived());
    EXPECT_EQ(request.body_size(), declared ? std::optional<std::uint64_t>{5} : std::nullopt);
    EXPECT_THROW((void)request.body(), Internal);
    EXPECT_EQ(async::run(request.read_body()), "hello");
    EXPECT_TRUE(request.body_arrived());
    EXPECT_EQ(request.body(), "hello");
    EXPECT_EQ(async::run(request.read_body()), "hello");
  }
}

std::size_t allocated() {
  const struct mallinfo2 now = ::mallinfo2();
  return now.uordblks + now.hblkhd;
}

// A server keeps its requests for the next connections: what they hold would stay for ever.
TEST(Request, GivesTheMemoryOfALargeBodyBack) {
  constexpr std::size_t large = 16 << 20;
  Request request;
  const std::size_t before = allocated();
  {
    Pieces pieces{{std::string(large, 'x')}, true};
    request.set_body_limit(large);
    request.set_body(pieces);
    EXPECT_EQ(async::run(request.read_body()).size(), large);
    request.reset();
  }
  EXPECT_LT(allocated(), before + large / 16);
}

TEST(Request, GivesPiecesAsTheyArrive) {
  Pieces pieces{{"he", "llo"}, true};
  Request request;
  request.set_body(pieces);
  EXPECT_EQ(async::run(request.read_body_some()), "he");
  EXPECT_EQ(pieces.reads, 1);
  EXPECT_EQ(request.body_size(), 5u);
  EXPECT_EQ(async::run(request.read_body_some()), "llo");
  EXPECT_EQ(async::run(request.read_body_some()), "");
}

TEST(Request, RefusesABodyBeyondItsLimit) {
  Request arrived;
  arrived.set_body("hello");
  arrived.set_body_limit(4);
  EXPECT_THROW((void)arrived.body(), HttpError);
  expect_too_large(arrived.read_body());
  expect_too_large(arrived.read_body_some());
  arrived.set_body_limit(5);
  EXPECT_EQ(arrived.body(), "hello");

  // Declared: refused before a byte is read. Otherwise: as soon as it is exceeded.
  for (bool declared : {true, false}) {
    Pieces pieces{{"he", "ll", "o", "more"}, declared};
    Request request;
    request.set_body(pieces);
    request.set_body_limit(3);
    expect_too_large(request.read_body());
    EXPECT_EQ(pieces.reads, declared ? 0 : 2);
  }
}

TEST(Request, KeepsOneObjectOfEachType) {
  Request request;
  EXPECT_EQ(request.get<std::string>(), nullptr);
  request.set(std::string{"session"});
  ASSERT_NE(request.get<std::string>(), nullptr);
  EXPECT_EQ(*std::as_const(request).get<std::string>(), "session");
}

TEST(Request, RefusesASingleFieldThatIsRepeated) {
  const auto request = RequestBuilder{Method::get, "/"}
                           .header("X-Key", "1")
                           .header("X-Other", "2")
                           .header("x-key", "1")
                           .header("Accept", "a/b")
                           .header("Accept", "c/d")
                           .build();
  EXPECT_EQ(request->single_header("X-Other"), "2");
  EXPECT_EQ(request->single_header("X-Nothing"), "");
  for (const char* name : {"X-Key", "X-KEY", "Accept"}) {
    try {
      request->single_header(name);
      ADD_FAILURE() << name;
    } catch (const HttpError& error) {
      EXPECT_EQ(error.status(), Status::bad_request);
      EXPECT_EQ(error.code(), "repeated_field");
    }
  }
}

TEST(Request, FindsItsParameters) {
  Request request;
  request.parameters().push("id", "7");
  EXPECT_EQ(request.parameter("id"), "7");
  EXPECT_THROW((void)request.parameter("name"), Internal);
}

TEST(Request, ForgetsTheMessageAtReset) {
  Pieces pieces{{"x"}, true};
  Request request;
  const std::string head = "Host:a";
  request.head().headers.add(HeaderId::host, 0, 4, 5, 1);
  request.head().headers.set_base(head.data());
  request.head().path = "/a";
  request.parameters().push("id", "7");
  request.set_body(pieces);
  request.set(7);

  request.reset();
  EXPECT_FALSE(request.headers().contains(header::host));
  EXPECT_EQ(request.path(), "");
  EXPECT_EQ(request.parameters().size(), 0u);
  EXPECT_TRUE(request.body_arrived());
  EXPECT_EQ(request.get<int>(), nullptr);
}

TEST(RequestHead, FollowsItsMemory) {
  std::string here = "GET http://shop/a?b HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto request = RequestBuilder{Method::get, "http://shop/a?b"}.build();
  RequestHead& head = request->head();
  const std::string there = std::string(100, ' ') + std::string{head.target};
  const char* const from = head.target.data();
  const char* const to = there.data() + 100;
  head.rebase(from, to);
  EXPECT_EQ(head.target.data(), to);
  EXPECT_EQ(head.target, "http://shop/a?b");
  EXPECT_EQ(head.authority, "shop");
  EXPECT_EQ(head.path, "/a");
  EXPECT_EQ(head.query, "b");
}

}  // namespace
}  // namespace tenon::http
