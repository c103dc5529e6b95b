#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include <tenon/async/loop.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/async/transport.hpp>
#include <tenon/async/transport_handler.hpp>
#include <tenon/base/buffer.hpp>
#include <tenon/http/detail/exchange.hpp>
#include <tenon/http/rejection.hpp>
#include <tenon/http/server_settings.hpp>

namespace tenon::http::detail {

class Shard;
struct ConnectionTag;
struct StalledTag;

/// One client of a server: a state machine that is moved by the loop's events, by its one timer, and by the end of the
/// handler or the stream that it started. Owned by its shard; destroys itself through it.
///
///     reading ──head──▶ running ──answer──▶ reading …           small answers only go into the output
///                          ├──large body──▶ sending ──sent──▶ reading
///                          └──stream──▶ streaming ──end──▶ reading
///                 (a rest of the body that nobody read: discarding ──▶ reading)
///     any, after the last answer: closing ──sent──▶ lingering ──peer's end──▶ gone
///
/// Whatever is complete in the input is answered before the output is flushed, hence one write for all answers of one
/// read. No request is begun while output is blocked. After about a millisecond of work, or less when many have much to
/// do, the other connections have their turn; what is answered by then waits for the rest.
class Connection final : public async::TransportHandler,
                         public async::Timer,
                         public async::TurnHook,
                         public async::Runnable,
                         public async::Continuation,
                         public async::detail::ListNode<ConnectionTag>,
                         public async::detail::ListNode<StalledTag> {
 public:
  Connection(Shard& shard, std::unique_ptr<async::Transport> transport, const Peer& peer);
  ~Connection();

  // For the two sides of a body.

  async::Loop& loop() const noexcept;
  const ServerSettings& settings() const noexcept;
  Shard& shard() const noexcept { return shard_; }
  Buffer& output() noexcept { return exchange_->output.buffer(); }
  std::size_t unsent() const noexcept { return exchange_->output.size(); }
  /// How much of it may lie there before its stream waits.
  std::size_t send_limit() const noexcept;
  /// Nothing is unsent: gives back memory that others lack.
  void trim_output() noexcept;
  /// Sends what the client takes now.
  void flush() noexcept;
  /// The same once this turn has produced all of it.
  void flush_at_turn_end() noexcept {
    if (!broken_) loop().at_turn_end(*this);
  }
  /// Whether it has worked for so long in this turn of the loop that others should go on. Reads the clock: to be asked
  /// from the second piece of work on.
  bool had_its_turn() noexcept;
  void send_continue();
  /// Appends up to `size` bytes that have arrived; false when there are none.
  bool receive(Buffer& to, std::size_t size);
  /// Nothing more will arrive.
  bool ended() const noexcept { return TransportHandler::ended() || broken_; }
  /// Nothing more can be sent.
  bool broken() const noexcept { return broken_; }
  void update_timer() noexcept;
  /// Counts what waits for the client, as is done before the loop goes on to others.
  void count_unsent() noexcept;

  // For the shard.

  /// Lets what is in flight end, then closes.
  void drain();
  /// Ends at once, with whatever is in flight.
  void cut();
  /// Answers nothing but this, then closes: there are too many connections.
  void refuse(const Rejection& rejection);
  /// Since when nothing happens because the client does nothing; for which of such connections it is best to end.
  struct Idleness {
    bool at_work;  ///< a request or its answer is on its way
    async::Time since;
    bool operator==(const Idleness&) const = default;
  };
  std::optional<Idleness> idleness() const noexcept;
  /// When its client has last taken something of what is sent, as far as that was asked.
  async::Time last_taken() const noexcept { return progress_; }
  /// While it is in the row of those that take nothing: whether it has taken something since then, and then goes to the
  /// end of the row.
  bool has_taken() noexcept;
  /// Ends for the sake of another connection. False when there is something to do after all; it may be gone anyway.
  bool give_way();

 private:
  enum class Phase : std::uint8_t { reading, running, streaming, sending, discarding, closing, lingering };

  void on_ready(async::Ready ready) override;
  void on_unblocked() override { yield(); }
  void on_timer() override;
  void on_turn_end() override;
  void run() override;
  void on_done() override;

  // connection.cpp: the life of the connection
  void proceed();
  bool step(int& reads);
  void settle();
  bool read_head(int& reads);
  bool close_output();
  bool linger(int& reads);
  void yield() noexcept {
    if (!Runnable::linked()) loop().enqueue_next_turn(*this);
  }
  void set_holding(bool holding) noexcept;
  void begin_closing() noexcept;
  void break_off() noexcept;
  void time_out();
  async::Time deadline() const noexcept;
  bool blocked() const noexcept { return exchange_ && !writable() && !exchange_->output.empty(); }
  bool count_taken(std::size_t written = 0) noexcept;
  /// A task of ours runs or waits.
  bool busy() const noexcept { return phase_ == Phase::running || phase_ == Phase::streaming; }

  // connection_exchange.cpp: one request and its answer
  bool begin_request();
  void describe_request();
  bool take_body();
  void run_handler();
  void finish_handler();
  Response take_answer();
  void finish_answer(Response&& response);
  void send_answer(Response&& response);
  void begin_stream(ResponseFraming::Body kind);
  void finish_stream();
  void fail_stream(std::exception_ptr error);
  void drop_body() noexcept;
  void finish_exchange();
  void end_work() noexcept;
  void reject(const Rejection& rejection);
  void refuse_large(Response& response);
  bool may_keep_alive(const Response& response) const noexcept;

  Shard& shard_;
  std::unique_ptr<Exchange> exchange_;
  Peer peer_;
  async::Time since_;     // the present wait of the client began: for a request, for the rest of a head, for our end
  async::Time progress_;  // the client has last taken something
  async::Time send_until_{};   // what is blocked must have gone on by then
  async::Time work_began_{};   // had_its_turn(): of the last turn in which it was asked
  std::size_t in_flight_ = 0;  // blocked: what the system had for the client when that was last asked
  std::size_t held_ = 0;       // bytes that count towards the memory for unsent answers
  std::uint32_t requests_ = 0;
  Phase phase_ = Phase::reading;
  bool stalled_ = false;    // the last flush left something behind
  bool cancelled_ = false;  // the client has sent its last byte, and the work for it was cancelled
  bool broken_ = false;
  bool head_begun_ = false;  // a part of a head has arrived
  bool holding_ = false;     // the output waits for the answers of what is still in the input
  bool keep_alive_ = true;
  bool draining_ = false;
};

}  // namespace tenon::http::detail
