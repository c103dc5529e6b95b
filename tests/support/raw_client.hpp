#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tenon::test {

/// An answer as it stood on the wire; the names of fields in lower case, the chunked coding taken off.
struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;
  bool whole = false;  ///< false when the connection ended too early
};

/// A blocking socket that sends and receives exactly the bytes that a test wants.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : RawClient(port, Window{}) {}
  /// How a client far away is: the system holds about so many unread bytes for it, and confirms each small packet.
  struct Window {
    int receive_buffer = 0;  ///< 0: what the system is set to
    int segment = 0;
  };
  RawClient(std::uint16_t port, Window window);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  void send(std::string_view bytes);
  /// Ends our side; the server's answer can still be read.
  void half_close();
  void close();
  /// Closes with RST, as a crashed client does.
  void reset();
  /// Lets the system hold no more than about so many unread bytes.
  void set_receive_buffer(int bytes);

  /// What one read gives, waiting up to the time for it; empty at the end, or when nothing came.
  std::string receive(std::chrono::milliseconds wait = std::chrono::seconds{5}, std::size_t most = 256 * 1024);
  /// Everything up to the end of the connection.
  std::string receive_all();
  /// Whether the server ends the connection within the time; bytes before that are dropped.
  bool ends(std::chrono::milliseconds wait = std::chrono::seconds{5});
  /// Whether it has ended it, and there is nothing before that to read.
  bool ended() const;
  /// The next final answer; `head` for one to HEAD.
  RawResponse response(bool head = false);
  /// send() and response().
  RawResponse ask(std::string_view bytes) {
    send(bytes);
    return response();
  }

  /// Bytes that came behind the last response().
  const std::string& pending() const noexcept { return pending_; }

 private:
  bool fill();
  std::string take_line();

  int fd_ = -1;
  std::string pending_;
};

/// "GET /path HTTP/1.1" with Host and further lines, each ended by CRLF: get("/a", "Accept: x\r\n").
std::string get(std::string_view path, std::string_view fields = {});
/// POST with Content-Length.
std::string post(std::string_view path, std::string_view body, std::string_view fields = {});
/// A body of so many bytes, in which no piece stands twice.
std::string text_of(std::size_t size);

}  // namespace tenon::test
