#include "smuggling.hpp"

namespace tenon::http::test {

std::vector<SmugglingAttempt> smuggling_attempts() {
  using namespace std::string_literals;
  const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string chunked_end = "0\r\n\r\n" + hidden;  // the end of the chunked body, then the hidden request
  const auto post = [](const std::string& fields, const std::string& body) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
  };
  return {
      // CL.TE and TE.CL.
      {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", chunked_end), 400},
      {post("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("Content-Length: 5\r\ntRANSFER-eNCODING: cHUNKED\r\n", chunked_end), 400},
      // CL.CL.
      {post("Content-Length: 0\r\nContent-Length: 33\r\n", hidden), 400},
      {post("Content-Length: 33\r\nContent-Length: 0\r\n", hidden), 400},
      {post("Content-Length: 0, 33\r\n", hidden), 400},
      {post("Content-Length: 33, 33\r\n", hidden), 400},
      {post("Content-Length: +0\r\n", hidden), 400},
      {post("Content-Length: 0x21\r\n", hidden), 400},
      {post("Content-Length: 3 3\r\n", hidden), 400},
      {post("Content-Length: 4294967296000000000000\r\n", hidden), 400},
      // TE.TE: a coding that only one of the two recognises.
      {post("Transfer-Encoding: xchunked\r\n", chunked_end), 400},
      {post("Transfer-Encoding : chunked\r\n", chunked_end), 400},
      {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", chunked_end), 400},
      {post("Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("Transfer-Encoding: chunked, identity\r\n", chunked_end), 400},
      {post("Transfer-Encoding: identity, chunked\r\n", chunked_end), 501},
      {post("Transfer-Encoding:\x0b"
            "chunked\r\n",
            chunked_end),
       400},
      {post("Transfer-Encoding: chunked\x0c\r\n", chunked_end), 400},
      {post("Transfer-Encoding: \"chunked\"\r\n", chunked_end), 400},
      {post("Transfer-Encoding: chunked;\r\n", chunked_end), 400},
      {post("Transfer-Encoding: chun ked\r\n", chunked_end), 400},
      {post("Transfer-Encoding: 'chunked'\r\n", chunked_end), 400},
      {post("Transfer-Encoding\t: chunked\r\n", chunked_end), 400},
      {post("Transfer-Encoding:\r\n chunked\r\n", chunked_end), 400},
      {post("X: y\r\n\tTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("X: y\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("X: y\rTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("X: y\r\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
      {post(" Transfer-Encoding: chunked\r\n", chunked_end), 400},
      {post("Transfer-Encoding\r\n: chunked\r\n", chunked_end), 400},
      {post("Transfer_Encoding: x\r\nContent-Length: 0\r\nContent_Length : 5\r\n", hidden), 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\0\r\n\r\n"s + chunked_end, 400},
      // A transfer coding in HTTP/1.0, which many do not know there.
      {"POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked_end, 400},
      {"POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" +
           chunked_end,
       400},
      // The end of the head: a bare LF ends it for one reader only.
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\n" + hidden, 400},
      {"GET / HTTP/1.1\nHost: a\n\n" + hidden, 400},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r" + hidden, 400},
      // Two hosts.
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + hidden, 400},
      {"GET / HTTP/1.1\r\nHost: a\r\n Host: b\r\n\r\n" + hidden, 400},
      {"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n" + hidden, 400},
      // The request line.
      {"GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, 400},
      {"GET /\tx HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, 400},
      {"GET / HTTP/1.1\r\n\r\n" + hidden, 400},
      // Chunked bodies.
      {post("Transfer-Encoding: chunked\r\n", "0\n\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0x0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "+0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "-0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", " 0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0 \r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0_0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "\r\n0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "10000000000000000\r\n0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "fffffffffffffff0\r\n0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "2\r\nabX\r\n0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "3\r\nab\r\n0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "2\r\nab\n0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "2\r\nab0\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0;\nx\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0;a=\"\n\"\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0;a\rb\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0\r\nX : y\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0\r\nX: y\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0\r\n X: y\r\n\r\n" + hidden), 400},
      {post("Transfer-Encoding: chunked\r\n", "0\r\n\n" + hidden), 400},
  };
}

}  // namespace tenon::http::test
