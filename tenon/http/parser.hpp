#pragma once

#include <cstddef>
#include <cstdint>

#include <tenon/http/framing.hpp>
#include <tenon/http/rejection.hpp>
#include <tenon/http/request_head.hpp>

namespace tenon::http {

/// How much of a request head is accepted.
struct HeadLimits {
  std::uint32_t target = 8 * 1024;  ///< bytes of the request target; beyond: 414
  std::uint32_t bytes = 16 * 1024;  ///< bytes of the whole head, at most 64 KiB; beyond: 431
  std::uint32_t fields = 100;       ///< header fields, at most RequestHeaders::max_size; beyond: 431
};

/// Reads HTTP/1.1 and HTTP/1.0 request heads (RFC 9112), as strictly as the RFC allows: detail/rejections.hpp lists
/// what is refused. Pure: eats bytes, has no socket.
///
///     Parser parser{limits};
///     switch (parser.parse(buffer.data(), buffer.size(), request.head())) {
///       case Parser::State::need_more: …   // call again with the same bytes and those that follow
///       case Parser::State::complete:  …   // parser.consumed(), parser.framing(); then parser.reset()
///       case Parser::State::failed:    …   // parser.rejection(); answer and close
///     }
///
/// Each call is given all bytes of the head from its first one on; they may have moved in memory between calls. It
/// continues where it stopped, so the work is linear however the bytes are cut, and so is the answer: it depends on the
/// bytes received, never on where they were cut.
class Parser {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  explicit Parser(const HeadLimits& limits = {}) noexcept;

  /// Fills `head`, which the caller has cleared, and gives the same one until it is complete. Its views then point into
  /// `data`; before that they must not be used.
  State parse(const char* data, std::size_t size, RequestHead& head) noexcept;

  /// After complete: how many bytes the head took; the body begins behind them.
  std::size_t consumed() const noexcept { return at_; }
  const Framing& framing() const noexcept { return framing_; }
  /// After failed.
  const Rejection& rejection() const noexcept { return *rejection_; }

  /// Whether bytes of a head have been seen since reset().
  bool started() const noexcept { return phase_ != Phase::start || at_ != 0; }
  void reset() noexcept;

 private:
  enum class Phase : std::uint8_t { start, request_line, line_start, name, value, complete, failed };

  /// The bytes that may be looked at: those received, up to the limit.
  struct Input {
    const char* data;
    const char* end;
    bool full;  ///< the limit cuts them off
  };

  // Each goes on from phase_ and at_; false when the bytes end there, or are wrong.
  bool start(const Input& input) noexcept;
  bool request_line(const Input& input, RequestHead& head) noexcept;
  bool fields(const Input& input, RequestHead& head) noexcept;
  bool finish(const Input& input, const char* at, RequestHead& head) noexcept;

  const Rejection* read_request_line(const Input& input, RequestHead& head) noexcept;
  bool starve(const Input& input, Phase phase, const char* at) noexcept;
  bool fail(const Rejection& rejection) noexcept;

  HeadLimits limits_;
  Phase phase_ = Phase::start;
  HeaderId name_id_ = HeaderId::other;  // of the current field
  std::uint32_t at_ = 0;                // the next byte to look at
  std::uint32_t line_ = 0;              // where the current line begins
  std::uint32_t name_end_ = 0;          // of the current field
  std::uint32_t request_ = 0;           // where the request line begins
  std::uint32_t request_end_ = 0;
  const char* request_data_ = nullptr;  // where the bytes were when it was read
  Framing framing_;
  const Rejection* rejection_ = nullptr;
};

}  // namespace tenon::http
