#include <tenon/http/encoder.hpp>

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <tenon/http/header_block.hpp>

namespace tenon::http {
namespace {

using BodyFraming = ResponseFraming::Body;

constexpr std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";

struct Encoded {
  std::string head;  // without the Date line, which is checked here
  ResponseFraming framing;
};

Encoded encode(const Response& response, const EncodeFor& request = {}) {
  Buffer out;
  out.append("before|");
  const ResponseFraming framing = encode_head(response, request, date, out);
  std::string text{out.view()};
  EXPECT_EQ(text.substr(0, 7), "before|");
  text.erase(0, 7);
  const std::string line = "Date: " + std::string{date} + "\r\n";
  const std::size_t at = text.find(line);
  EXPECT_NE(at, std::string::npos) << text;
  EXPECT_EQ(text.find("Date:", at + 1), std::string::npos) << text;
  return {text.erase(at, line.size()), framing};
}

BodySource nothing() {
  return [](BodyWriter&) -> async::Task<> { co_return; };
}

TEST(Encoder, WritesStatusFieldsAndLength) {
  const Encoded encoded = encode(Response::text("hello").with("X-Shop", "toys"));
  EXPECT_EQ(encoded.head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nX-Shop: toys\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(encoded.framing.body, BodyFraming::sized);
  EXPECT_TRUE(encoded.framing.keep_alive);
}

TEST(Encoder, WritesTheDefaultsBehindTheOwnFields) {
  HeaderBlock block;
  block.add(header::referrer_policy, "no-referrer").add(header::x_content_type_options, "nosniff");
  Response response = Response::text("hello");
  response.headers().set_defaults(block);
  EXPECT_EQ(encode(response).head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nReferrer-Policy: no-referrer\r\n"
            "X-Content-Type-Options: nosniff\r\nContent-Length: 5\r\n\r\n");
}

TEST(Encoder, TellsTheRequestsIdWhenAskedTo) {
  Response response = Response::no_content();
  EXPECT_EQ(encode(response, {.request_id = "a-7"}).head, "HTTP/1.1 204 No Content\r\n\r\n");
  response.tell_request_id();
  EXPECT_EQ(encode(response, {.request_id = "a-7"}).head, "HTTP/1.1 204 No Content\r\nX-Request-Id: a-7\r\n\r\n");
  EXPECT_EQ(encode(response).head, "HTTP/1.1 204 No Content\r\n\r\n");
  response.headers().set(header::x_request_id, "own");
  EXPECT_EQ(encode(response, {.request_id = "a-7"}).head, "HTTP/1.1 204 No Content\r\nX-Request-Id: own\r\n\r\n");
}

TEST(Encoder, WritesValuesOfEverySize) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string value(size, 'v');
    EXPECT_EQ(encode(Response::no_content().with("X-Shop", value)).head,
              "HTTP/1.1 204 No Content\r\nX-Shop: " + value + "\r\n\r\n");
  }
}

TEST(Encoder, WritesStatusesWithAndWithoutAReason) {
  EXPECT_EQ(encode(Response{Status::not_found}).head, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(encode(Response{static_cast<Status>(599)}).head, "HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n");
}

TEST(Encoder, SendsNoBodyWhereThereCannotBeOne) {
  for (Status status : {Status::no_content, Status::not_modified}) {
    Response response = Response::text("ignored");
    response.set_status(status);
    const Encoded encoded = encode(response);
    EXPECT_EQ(encoded.head.find("Content-Length"), std::string::npos) << encoded.head;
    EXPECT_EQ(encoded.framing.body, BodyFraming::none);
  }
  Response reset = Response::text("ignored");
  reset.set_status(Status::reset_content);
  EXPECT_NE(encode(reset).head.find("Content-Length: 0\r\n"), std::string::npos);
  EXPECT_EQ(encode(reset).framing.body, BodyFraming::none);
  EXPECT_EQ(encode(Response{}).framing.body, BodyFraming::none);
}

TEST(Encoder, AnswersHeadWithTheLengthButNoBody) {
  const Encoded encoded = encode(Response::text("hello"), {.head = true});
  EXPECT_NE(encoded.head.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_EQ(encoded.framing.body, BodyFraming::none);
  const Encoded stream = encode(Response::stream(nothing(), "text/plain"), {.head = true});
  EXPECT_EQ(stream.head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
  EXPECT_EQ(stream.framing.body, BodyFraming::none);
}

TEST(Encoder, FramesStreamsByWhatIsKnown) {
  const Encoded chunked = encode(Response::stream(nothing(), "text/plain"));
  EXPECT_EQ(chunked.head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(chunked.framing.body, BodyFraming::chunked);

  const Encoded sized = encode(Response::stream(nothing(), "text/plain", 7));
  EXPECT_NE(sized.head.find("Content-Length: 7\r\n"), std::string::npos);
  EXPECT_EQ(sized.framing.body, BodyFraming::sized);

  const Encoded old = encode(Response::stream(nothing(), "text/plain"), {.minor_version = 0, .keep_alive = true});
  EXPECT_EQ(old.head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(old.framing.body, BodyFraming::until_close);
  EXPECT_FALSE(old.framing.keep_alive);
}

TEST(Encoder, SaysWhatBecomesOfTheConnection) {
  const auto connection = [](const Response& response, const EncodeFor& request) {
    const Encoded encoded = encode(response, request);
    const std::size_t at = encoded.head.find("Connection: ");
    if (at == std::string::npos) return std::string{encoded.framing.keep_alive ? "" : "wrong"};
    const std::string value = encoded.head.substr(at + 12, encoded.head.find('\r', at) - at - 12);
    EXPECT_EQ(encoded.framing.keep_alive, value != "close");
    return value;
  };
  Response last{Status::ok};
  last.set_close();
  EXPECT_EQ(connection(Response{}, {}), "");
  EXPECT_EQ(connection(Response{}, {.keep_alive = false}), "close");
  EXPECT_EQ(connection(last, {}), "close");
  EXPECT_EQ(connection(Response{}, {.minor_version = 0, .keep_alive = true}), "keep-alive");
  EXPECT_EQ(connection(Response{}, {.minor_version = 0, .keep_alive = false}), "close");
}

TEST(Encoder, LeavesOutFieldsThatAreItsOwn) {
  Response response = Response::text("hello");
  for (HeaderId id : {header::content_length, header::transfer_encoding, header::connection, header::keep_alive,
                      header::date, header::proxy_connection}) {
    response.headers().add(id, "99");
  }
  EXPECT_EQ(encode(response).head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\n");
}

TEST(Encoder, WritesLongHeads) {
  Response response;
  const std::string value(5000, 'v');
  for (int i = 0; i < 20; ++i) response.headers().add("X-Long", value);
  const std::string head = encode(response).head;
  EXPECT_EQ(head.size(), std::string{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}.size() + 20 * 5010);
}

TEST(Encoder, WritesChunks) {
  Buffer out;
  encode_chunk("hello", out);
  encode_chunk("", out);
  encode_chunk(std::string(26, 'a'), out);
  out.append(last_chunk);
  EXPECT_EQ(out.view(), "5\r\nhello\r\n1a\r\n" + std::string(26, 'a') + "\r\n0\r\n\r\n");
}

}  // namespace
}  // namespace tenon::http
