#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tenon/http/request_head.hpp>
#include <tenon/http/status.hpp>

namespace tenon::http {

/// How much of a request head is accepted.
struct HeadLimits {
  std::uint32_t target = 8 * 1024;  ///< bytes of the request target; beyond: 414
  std::uint32_t bytes = 16 * 1024;  ///< bytes of the whole head, at most 64 KiB; beyond: 431
  std::uint32_t fields = 100;       ///< header fields, at most RequestHeaders::max_size; beyond: 431
};

/// Why a codec refused what a client sent. The connection answers with the status and closes: what follows on
/// it cannot be told apart from the refused message.
struct Rejection {
  Status status = Status::bad_request;
  std::string_view code;    ///< stable: "bad_content_length"; static
  std::string_view detail;  ///< for people; static
};

/// What HTTP/1 says beside the message itself: how its body is delimited and what becomes of the connection.
struct Framing {
  enum class Body : std::uint8_t { none, sized, chunked };

  Body body = Body::none;
  std::uint64_t content_length = 0;  ///< for Body::sized, then above 0
  std::uint8_t minor_version = 1;    ///< HTTP/1.0 or HTTP/1.1
  bool keep_alive = true;            ///< the client lets the connection live on
  bool expect_continue = false;      ///< the client waits for 100 before it sends the body
  bool upgrade = false;              ///< Connection lists "upgrade", and there is an Upgrade field
};

/// Reads HTTP/1.1 and HTTP/1.0 request heads (RFC 9112), as strictly as the RFC allows; README.md lists what
/// is refused. Pure: eats bytes, has no socket.
///
///     Parser parser{limits};
///     switch (parser.parse(buffer.data(), buffer.size(), request.head())) {
///       case Parser::State::need_more: …   // call again with the same bytes and those that follow
///       case Parser::State::complete:  …   // parser.consumed(), parser.framing(); then parser.reset()
///       case Parser::State::failed:    …   // parser.rejection(); answer and close
///     }
///
/// Each call is given all bytes of the head from its first one on; they may have moved in memory between
/// calls. It continues where it stopped, so the work is linear however the bytes are cut, and so is the
/// answer: it depends on the bytes received, never on where they were cut.
class Parser {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  explicit Parser(const HeadLimits& limits = {}) noexcept;

  /// Fills `head`, the same one until the head is complete. Its views point into `data`.
  State parse(const char* data, std::size_t size, RequestHead& head) noexcept;

  /// After complete: how many bytes the head took; the body begins behind them.
  std::size_t consumed() const noexcept { return at_; }
  const Framing& framing() const noexcept { return framing_; }
  /// After failed.
  const Rejection& rejection() const noexcept { return rejection_; }

  /// Whether bytes of a head have been seen since reset().
  bool started() const noexcept { return at_ != 0 || phase_ != Phase::start; }
  void reset() noexcept;

 private:
  enum class Phase : std::uint8_t { start, request_line, line_start, name, value, done };

  State need_more(Phase phase, std::size_t at) noexcept;
  State fail(const Rejection& rejection) noexcept;

  HeadLimits limits_;
  Phase phase_ = Phase::start;
  std::uint32_t at_ = 0;        // the next byte to look at
  std::uint32_t line_ = 0;      // where the current line begins
  std::uint32_t name_end_ = 0;  // of the current field
  HeaderId name_id_ = HeaderId::other;
  Framing framing_;
  Rejection rejection_;
};

}  // namespace tenon::http
