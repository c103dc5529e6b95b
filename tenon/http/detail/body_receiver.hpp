#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string_view>

#include <tenon/async/event.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/base/buffer.hpp>
#include <tenon/http/body.hpp>
#include <tenon/http/chunked_decoder.hpp>
#include <tenon/http/framing.hpp>
#include <tenon/http/rejection.hpp>

namespace tenon::http::detail {

class Connection;
struct ReceiverTag;

/// The body of the request that a connection is answering: takes its coding off, asks the connection for more bytes
/// only when somebody wants them, and knows where the next request begins.
///
/// What it keeps in memory counts towards ServerSettings::body_memory. A sender may keep it waiting for body_timeout;
/// what he sends earns him more time for the rest, though never more than that.
class BodyReceiver final : public BodyReader, public async::detail::ListNode<ReceiverTag> {
 public:
  BodyReceiver() = default;
  ~BodyReceiver() override { let_go(); }

  /// What is known of the body when the head has been read.
  enum class State : std::uint8_t { whole, arriving, refused };

  /// `data` are the bytes behind the head, which stay where they are until end().
  State begin(Connection& connection, const Framing& framing, char* data, std::size_t size);
  /// The body, once begin() answered `whole`.
  std::string_view whole() const noexcept { return ready_; }
  /// Why it is no body.
  const Rejection& rejection() const noexcept { return decoder_.rejection(); }

  async::Task<std::string_view> read_some() override;
  void hold(std::size_t bytes) override;
  std::optional<std::uint64_t> remaining() const override;

  // For the connection.

  Connection& connection() const noexcept { return *connection_; }
  /// Somebody waits for bytes.
  bool waiting() const noexcept { return waiting_; }
  /// Until when they must have come.
  async::Time deadline() const noexcept { return wait_began_ + credit_; }
  /// While waiting(): since when, by the time that was not made up by what came. A byte now and then does not begin it
  /// anew.
  async::Time waiting_since() const noexcept;
  /// Whether it has memory that counts.
  bool holds() const noexcept { return held_ != 0; }
  /// Nobody will look at the body any more.
  void let_go() noexcept;
  /// The connection has something to read, or has ended.
  void on_readable();
  /// The final answer has begun: it is too late for 100 Continue.
  void forget_continue() noexcept { continue_pending_ = false; }
  /// Ends the wait with an exception.
  void fail(std::exception_ptr error);
  /// The same, because others need the memory.
  void give_way();

  /// Whether all of the body was taken from the connection.
  bool ended() const noexcept { return ended_; }
  /// Whether the rest, which nobody wants, is worth reading so that the connection can live on.
  bool discardable() const noexcept;
  /// Throws away what has arrived; false when that is not all yet.
  bool discard();
  /// The bytes behind the body: the next request.
  std::string_view rest() const noexcept { return {data_, size_}; }
  /// Whether rest() still lies in the memory that begin() was given.
  bool rest_in_place() const noexcept { return extra_.capacity() == 0; }
  void end() noexcept;

 private:
  class Waiting;

  std::string_view take();
  void take_chunked();
  bool fill();
  void settle_wait() noexcept;

  Connection* connection_ = nullptr;
  Framing::Body kind_ = Framing::Body::none;
  bool ended_ = true;
  bool refused_ = false;
  bool continue_pending_ = false;  // the client waits for 100 Continue
  bool waiting_ = false;
  std::uint64_t left_ = 0;  // of a sized body: bytes not taken yet
  ChunkedDecoder decoder_;
  std::string_view ready_;  // decoded, not handed out
  char* data_ = nullptr;    // received, not decoded
  std::size_t size_ = 0;
  Buffer extra_;  // what came after begin()

  async::Event arrived_;
  std::exception_ptr error_;
  async::Time wait_began_{};
  async::Duration credit_{};  // for how long the sender may still be waited for
  std::size_t held_ = 0;      // bytes that count towards the memory for bodies
  int fills_ = 0;             // since the body was last waited for
};

}  // namespace tenon::http::detail
