#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include <tenon/base/buffer.hpp>
#include <tenon/sql/postgres/prepared_statements.hpp>
#include <tenon/sql/postgres/request.hpp>
#include <tenon/sql/postgres/wire/protocol.hpp>

namespace tenon::sql::postgres {

/// What comes to a connection without having been asked for. The handlers must not throw.
class ConnectionEvents {
 public:
  virtual void on_notice(const Diagnostic&) {}
  virtual void on_notification(const Notification&) {}
  virtual void on_parameter(const ParameterStatus&) {}
  /// The last event: everything that waited has been told.
  virtual void on_lost(const std::string& reason) = 0;

 protected:
  ~ConnectionEvents() = default;
};

/// The requests of one connection, in front of the Protocol and without a socket: collects what is submitted in a turn,
/// writes it at once, and tells each request what has become of it.
///
///     pipeline.submit(request);              // during the turn
///     pipeline.write(out, limit);            // at its end; afterwards `out` is sent
///     bytes.remove_prefix(pipeline.feed(bytes));
///     request.done.is_set(), request.outcome
///
/// **Reads** that were submitted since the last write() are one group with one Sync, in front of the rest. **A request
/// is run again**, once, where it is certain that it has done nothing: a read that the error of a neighbour has
/// aborted; one that commits by itself and whose prepared statement the server did not know or would not use any more
/// (DISCARD ALL, a changed table); one that was hit by a cancel() meant for another.
///
/// A request belongs to its caller. It may be abandoned at any time, and is not touched afterwards.
class Pipeline {
 public:
  struct Options {
    Protocol::Limits limits;
    std::size_t statement_cache = 500;
    std::size_t queue = 10'000;  ///< requests that wait to be sent
  };

  Pipeline(const Options& options, ConnectionEvents& events)
      : protocol_(options.limits), statements_(options.statement_cache), queue_limit_(options.queue), events_(events) {}

  /// Throws, and has not taken the request then: Internal "database_error" for a text with a NUL or more than 65,535
  /// parameters, Invalid "value_too_large" for more than a message holds, Unavailable "database_overloaded" when too
  /// many wait. On a lost connection it is done at once.
  void submit(Request& request);
  void abandon(Request& request) noexcept;

  /// Whether write() would do something now.
  bool has_work() const noexcept;
  /// Writes what waits, until `out` has more than `limit` bytes.
  void write(Buffer& out, std::size_t limit);
  /// Reads what has arrived; gives how much of it is done with. lost() may be true afterwards.
  std::size_t feed(std::string_view bytes);

  /// The connection is gone: tells all who wait.
  void lose(const std::string& reason);
  bool lost() const noexcept { return lost_; }

  /// Neither in flight nor waiting.
  bool idle() const noexcept { return in_flight_.empty() && reads_.empty() && others_.empty(); }
  std::size_t in_flight() const noexcept { return in_flight_.size(); }
  std::size_t waiting() const noexcept { return reads_.size() + others_.size(); }
  TransactionStatus status() const noexcept { return protocol_.status(); }
  const PreparedStatements& statements() const noexcept { return statements_; }

  /// The id of the request that the server works on, if nobody waits for it any more; else 0.
  std::uint64_t abandoned_front() const noexcept;
  bool has_abandoned() const noexcept { return abandoned_ != 0; }
  /// The server was asked to cancel what it works on: an error 57014 may hit a request that did not want it.
  void note_cancel() noexcept { cancelled_up_to_ = last_id_; }

 private:
  /// Marks what belongs to no request: closing a statement, whose number is the rest.
  static constexpr std::uint64_t closing = std::uint64_t{1} << 63;

  struct Entry {
    std::uint64_t id = 0;
    Request* request = nullptr;  // null: abandoned
    PreparedStatements::Statement statement;
    bool prepares = false;
    bool prepared = false;
    enum class State : std::uint8_t { sent, completed, failed, aborted } state = State::sent;
    bool begun = false;
    bool wants_rows = true;
    std::int64_t rows = 0;
    std::unique_ptr<Diagnostic> error;
    std::vector<Column> columns;  // of a script

    std::span<const Column> described() const noexcept { return statement ? statement->columns : columns; }
  };

  // pipeline.cpp
  void write_reads(Buffer& out, std::size_t limit);
  void write_others(Buffer& out, std::size_t limit);
  void write_copy(Buffer& out, std::size_t limit);
  void send(Request& request, Buffer& out);
  bool send_statement(Entry& entry, Buffer& out);
  bool close_forgotten(Buffer& out);
  void sync(Buffer& out);
  void require(bool written);

  // pipeline_answers.cpp
  bool take(const Event& event);
  bool take_unasked(const Event& event);
  void take_answer(const Event& event, Entry& entry);
  Entry* entry_of(std::uint64_t id) noexcept;
  void take_columns(Entry& entry);
  void take_row(Entry& entry);
  void take_failure(Entry& entry);
  void take_abort(const Event& event);
  void finish_group(std::uint64_t last);
  void begin(Entry& entry, RowSink& sink);
  void end_preparation(Entry& entry);
  bool repeat(Entry& entry);
  void finish(Entry& entry);
  /// Calls `call(sink)` where there is somebody who still wants to know, and keeps what it throws.
  template <class Call>
  void tell(Entry& entry, Call call);

  Protocol protocol_;
  PreparedStatements statements_;
  std::size_t queue_limit_;
  ConnectionEvents& events_;
  std::deque<Request*> reads_;
  std::deque<Request*> others_;
  std::deque<Entry> in_flight_;  // of consecutive ids
  std::uint64_t last_id_ = 0;
  std::uint64_t cancelled_up_to_ = 0;
  std::size_t abandoned_ = 0;
  bool commit_failed_ = false;  // of the present group
  bool lost_ = false;
  std::string lost_reason_;
  std::unique_ptr<Diagnostic> last_words_;
};

}  // namespace tenon::sql::postgres
