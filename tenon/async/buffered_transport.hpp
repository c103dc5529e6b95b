#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <tenon/async/loop.hpp>
#include <tenon/async/output.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/async/transport.hpp>
#include <tenon/async/transport_handler.hpp>
#include <tenon/base/buffer.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {

class TlsClient;
class TlsServer;

struct BufferedTransportOptions {
  /// full() is true once this many bytes are unsent.
  std::size_t send_limit = std::size_t{256} * 1024;
  /// More unsent bytes than this, the tail apart, end the connection: the bound for those who do not ask full().
  std::size_t unsent_limit = std::size_t{64} * 1024 * 1024;
  /// If on_bytes() leaves more than this unconsumed, the connection fails.
  std::size_t input_limit = std::size_t{16} * 1024 * 1024;
  /// How much memory each of the two buffers keeps while it is empty. With 0 a connection that waits has none.
  std::size_t kept_memory = std::size_t{16} * 1024;
  /// How long the TLS handshake may take.
  Duration handshake_timeout = std::chrono::seconds{10};
  /// How long the peer may take nothing while something is unsent, close_notify included.
  Duration write_timeout = std::chrono::seconds{30};
  /// How long the peer may take to end its side after we have ended ours.
  Duration close_timeout = std::chrono::seconds{2};
};

/// A connection for a protocol that is a state machine: bytes in, bytes out, no coroutine. What is sent is collected,
/// and leaves in one write at the end of the turn of the loop, whoever produced it; what arrives is handed over where
/// the loop received it. The client of a database or the connection of a WebSocket is a pure parser between the two:
///
///     class Client final : BufferedTransport::Events {
///      public:
///       Client(Loop& loop, std::unique_ptr<Transport> connected) : connection_(loop, std::move(connected), *this) {}
///       void ask(std::string_view command) { connection_.send(command); }         // many of a turn: one write
///
///      private:
///       std::size_t on_bytes(std::string_view bytes) override { return parser_.feed(bytes); }
///       void on_end() override { connection_.shutdown(); }
///       void on_error(const Error& error) override { fail_all(error); }
///
///       BufferedTransport connection_;
///     };
///
/// **Backpressure.** full() is true from `send_limit` unsent bytes on, within a turn as well; after it was,
/// on_drained() follows once everything has left. So a producer sends `while (!connection.full())` and goes on in
/// on_drained(). pause() stops reading until resume(); the peer is held up by the system then.
///
/// **Ends.** Each side ends by itself: on_end() says that the peer has sent its last byte, shutdown() sends ours. When
/// both have ended, on_closed() is the last event. An error is told once, by on_error(), and is the last event, too;
/// afterwards the socket is closed, send() does nothing and full() is true. When writing fails, what the peer had sent
/// before is told first: a server that ends a connection often says why.
///
/// **Events** come from the loop only, never from within a call of this class, and one at a time. A handler may call
/// everything, and may destroy the connection, but must not run the loop. What a handler throws ends the connection:
/// on_error() is told it (what is no tenon::Error as Internal "internal"). What is thrown by a last event, or by a
/// handler that has destroyed the connection, is lost.
///
/// Lifetime: `loop` and `events` outlive it. Destroying it closes the socket at once: what is unsent is dropped, and
/// when something of the peer is unread the system resets the connection. On its loop's thread.
class BufferedTransport final : private TransportHandler, private Timer, private TurnHook, private Runnable {
 public:
  class Events {
   public:
    /// What has arrived and was not consumed yet; gives how much of it is done with. The rest is kept and comes again
    /// with what follows it. The bytes are valid until the handler returns or destroys the connection.
    virtual std::size_t on_bytes(std::string_view bytes) = 0;
    /// After full() was true or send_large() was called: what filled it has left. Something may have been sent since.
    /// At most once in a turn.
    virtual void on_drained() {}
    /// The peer has sent its last byte (TCP FIN, over TLS close_notify). Sending is still possible; that the peer has
    /// reset the connection since shows when something is sent.
    virtual void on_end() = 0;
    /// Both sides have ended in good order, and the socket is closed. The last event.
    virtual void on_closed() {}
    /// Unavailable ("connection_lost"): reset, or TLS failed; Unavailable ("connection_overflow"): a limit of the
    /// options; Timeout ("connection_timeout"); Unavailable ("starttls_refused"); what a handler threw. The last event.
    virtual void on_error(const Error& error) = 0;

   protected:
    ~Events() = default;
  };

  /// What happens with bytes that arrive after shutdown().
  enum class Incoming : std::uint8_t { deliver, discard };

  /// Over a connected transport, which is registered with the loop. TLS begins its handshake. Throws std::system_error.
  BufferedTransport(Loop& loop, std::unique_ptr<Transport> transport, Events& events,
                    const BufferedTransportOptions& options = {});
  ~BufferedTransport();

  /// Sends the bytes at the end of this turn; they are copied. Nothing happens once the connection has failed or
  /// shutdown() was called.
  void send(std::string_view bytes);
  /// To write into instead of send(), by appending, before the present callback returns and before anything else is
  /// called here. Not after shutdown().
  Buffer& output();
  /// Sends bytes from where they lie, behind what was sent before: they must stay until on_drained(), or the last
  /// event. For what is too large to copy; `memory` is what they take, for held(). What is sent afterwards goes behind
  /// them. full() is true meanwhile. False, and nothing is done, while another one is unsent, or nothing can be sent.
  [[nodiscard]] bool send_large(std::string_view bytes, std::size_t memory);
  /// Sends now what the system takes, instead of at the end of the turn. What becomes of it is told later.
  void flush();

  /// Whether to stop sending until on_drained(). True also when nothing can be sent any more.
  bool full() const noexcept;
  std::size_t unsent() const noexcept { return output_.size() + behind_.size(); }
  /// The memory that this connection takes for what is unsent and what is not consumed.
  std::size_t held() const noexcept;

  /// Until resume() nothing is read, and neither the peer's end nor a reset nor a failed write is reported. The
  /// timeouts of sending and of the TLS handshake go on. After shutdown() a failed write ends the connection all the
  /// same.
  void pause() noexcept { paused_ = true; }
  /// Reads on, soon; first on_bytes() gets once more what it did not consume.
  void resume() noexcept;
  bool paused() const noexcept { return paused_; }
  /// What on_bytes() did not consume; empty within on_bytes().
  std::string_view unconsumed() const noexcept { return delivering_ ? std::string_view{} : input_.view(); }

  /// Ends our side: sends everything, then close_notify and FIN. Until that has left `write_timeout` counts, then
  /// `close_timeout` until the peer has ended its side, which is not seen while it is paused. With `discard` on_bytes()
  /// is not called any more, and pause() has no effect.
  void shutdown(Incoming incoming = Incoming::deliver) noexcept;

  /// TLS from here on, as after PostgreSQL's SSLRequest. Throws Unavailable ("starttls_refused") when bytes are
  /// buffered in either direction, the peer or we have ended, or TLS is on already; throws as TlsClient::connect(), and
  /// the connection is closed then without another event. Within on_bytes() all its bytes must be consumed, or the
  /// connection fails with "starttls_refused": what came before the handshake can have been put there by anybody.
  void start_tls(const TlsClient& client, const std::string& host);
  void start_tls(const TlsServer& server);

  /// False after the last event.
  bool open() const noexcept { return TransportHandler::open(); }
  /// Whether TLS is on, ALPN. Only while it is open.
  const Transport& transport() const noexcept { return TransportHandler::transport(); }

 private:
  void on_ready(Ready ready) override;
  void on_unblocked() override;
  void on_timer() override;
  void on_turn_end() override;
  void run() override;

  // buffered_transport.cpp: events, times and failures. What gives a bool gives false when the connection is gone or
  // has ended.
  template <class Call>
  bool tell(Call call) noexcept;
  bool receive_all() noexcept;
  bool deliver(std::string_view bytes) noexcept;
  bool keep_rest(std::string_view all, std::size_t consumed, bool kept) noexcept;
  bool end_reading() noexcept;
  bool finish_both() noexcept;
  void settle() noexcept;
  void soon() noexcept;
  /// TLS has been agreed on, once; a transport without it is from the start.
  bool established() const noexcept { return established_ = established_ || transport().established(); }
  Time deadline() const noexcept;
  void shrink(Buffer& buffer) const;

  void fail_writing() noexcept;
  void fail_later(std::exception_ptr failure) noexcept;
  void fail(std::exception_ptr failure) noexcept;
  void give_up() noexcept;
  void stop_waiting() noexcept;
  void drop_output(std::size_t kept) noexcept;

  // buffered_transport_sending.cpp
  bool sends() const noexcept { return open() && !failure_ && !shutting_down_; }
  bool fits(std::size_t more) const noexcept;
  bool reached_limit() const noexcept { return output_.tail_size() != 0 || unsent() >= options_.send_limit; }
  bool send_all() noexcept;
  void flush_output() noexcept;
  void note_blocked(bool advanced) noexcept;
  bool took_something() noexcept;
  bool finish_closing() noexcept;
  template <class Wrap>
  void upgrade(Wrap wrap);

  Loop& loop_;
  Events& events_;
  BufferedTransportOptions options_;
  Output output_;
  Buffer behind_;               // what was sent after the tail of output_
  Buffer input_;                // what on_bytes() did not consume
  std::exception_ptr failure_;  // told soon
  bool* gone_ = nullptr;        // during an event: set by the destructor
  Time handshake_until_;
  Time progress_{};            // the peer has last taken something; or we have ended our side; or writing has failed
  std::size_t in_flight_ = 0;  // blocked: what the system had for the peer when that was last asked
  mutable bool told_full_ = false;
  mutable bool established_ = false;
  bool drained_ = false;  // on_drained() is to be called
  bool blocked_ = false;  // the last flush left something behind
  bool write_failed_ = false;
  bool paused_ = false;
  bool again_ = false;  // what is in input_ is to be delivered again
  bool delivering_ = false;
  bool upgraded_ = false;  // within the present on_bytes()
  bool discard_ = false;
  bool shutting_down_ = false;
  bool end_sent_ = false;
  bool end_told_ = false;
  bool over_ = false;  // the last event was told
};

}  // namespace tenon::async
