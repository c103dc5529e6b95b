#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include <tenon/sql/postgres/wire/backend.hpp>
#include <tenon/sql/postgres/wire/diagnostic.hpp>
#include <tenon/sql/postgres/wire/frontend.hpp>
#include <tenon/sql/postgres/wire/message.hpp>

namespace tenon::sql::postgres {

/// What has arrived, and for which request; what belongs to it is asked of the Protocol.
struct Event {
  enum class Kind : std::uint8_t {
    need_more,         ///< no whole message is left
    parsed,            ///< the statement is prepared
    columns,           ///< columns(), and for a statement parameter_types()
    no_columns,        ///< the statement gives no rows; parameter_types() as above
    row,               ///< row()
    completed,         ///< a statement has run: tag(). It is committed, or known to be, only when its `ready` comes
    failed,            ///< the request itself: diagnostic(). Nothing of it or of its group is in effect
    aborted,           ///< not tried, because another request of its group has failed before it
    ready,             ///< the group is over: status(), and the request of its sync()
    copy_in,           ///< the server wants copy_data(): copy_format()
    copy_out,          ///< copy_data events follow: copy_format()
    copy_data,         ///< data()
    copy_out_done,     ///< the last of them; `completed` follows
    notice,            ///< diagnostic(); may come at any time, as what follows
    notification,      ///< notification()
    parameter_status,  ///< parameter_status()
    fatal,             ///< the server ends the connection: diagnostic(). The last event
    malformed,         ///< what came is no answer to what was asked: malformation(). The last event
  };
  Kind kind = Kind::need_more;
  /// As it was given when that was sent; 0 where there is none.
  std::uint64_t request = 0;
  /// How many bytes are done with after this event; what it refers to is among them.
  std::size_t consumed = 0;
};

/// The client's side of protocol 3.0 after the login, without a socket: writes messages and remembers what they will be
/// answered by, reads the answers and says whose they are. Any number of requests may be sent before the first is
/// answered.
///
///     protocol.bind(out, 7, "s1", parameters, Format::binary) && protocol.execute(out, 7) && protocol.sync(out, 7);
///     …
///     for (;;) {
///       const Event event = protocol.next(bytes);
///       bytes.remove_prefix(event.consumed);
///       if (event.kind == Event::Kind::row) sink_of(event.request).on_row(protocol.row());
///       …
///     }
///
/// **Groups.** What is sent between two sync() is a group: outside of a transaction block the server commits all of it
/// or nothing. When a request fails, the server skips the rest of the group; of each request in it there is one
/// `aborted`. An error that is found when the group is committed (a deferred constraint) is told as `failed` of the
/// request that sync() was given.
///
/// **COPY FROM STDIN** goes by query() only: in the extended protocol the server would ignore the sync() behind it.
/// While a query() is not `ready`, nothing else can be sent.
///
/// What sends gives false, and appends nothing, when the message is impossible (see frontend.hpp) or may not be sent
/// now: can_send(). Views and references are valid until the next call of next(), at most as long as the bytes.
class Protocol {
 public:
  struct Limits {
    std::size_t message = std::size_t{64} * 1024 * 1024;  ///< bytes of the server's largest: of a row
    std::size_t steps = std::size_t{64} * 1024;           ///< answers that may be expected at once
  };

  Protocol() = default;
  explicit Protocol(const Limits& limits) noexcept : limits_(limits) {}

  /// Whether so many messages may be sent.
  bool can_send(std::size_t messages = 1) const noexcept {
    return !over_ && !exclusive_ && steps_.size() + messages <= limits_.steps;
  }
  [[nodiscard]] bool parse(Buffer& out, std::uint64_t request, std::string_view name, std::string_view text,
                           std::span<const Parameter> parameters);
  [[nodiscard]] bool describe(Buffer& out, std::uint64_t request, Target target, std::string_view name);
  [[nodiscard]] bool bind(Buffer& out, std::uint64_t request, std::string_view statement,
                          std::span<const Parameter> parameters, Format results);
  [[nodiscard]] bool execute(Buffer& out, std::uint64_t request);
  [[nodiscard]] bool close_statement(Buffer& out, std::uint64_t request, std::string_view name);
  [[nodiscard]] bool sync(Buffer& out, std::uint64_t request);
  /// Only between two groups. Ends its own.
  [[nodiscard]] bool query(Buffer& out, std::uint64_t request, std::string_view script);

  /// From `copy_in` on, until copy_done() or copy_fail(), or the request has failed.
  bool wants_copy_data() const noexcept { return copying_ == Copying::in; }
  [[nodiscard]] bool copy_data(Buffer& out, std::string_view data);
  [[nodiscard]] bool copy_done(Buffer& out);
  /// The request fails then, with this reason in its message.
  [[nodiscard]] bool copy_fail(Buffer& out, std::string_view reason);

  /// The next event of what has arrived and was not consumed yet.
  Event next(std::string_view bytes);

  std::span<const RawValue> row() const noexcept { return row_; }
  std::vector<Column>& columns() noexcept { return columns_; }
  std::vector<std::uint32_t>& parameter_types() noexcept { return parameter_types_; }
  const CommandTag& tag() const noexcept { return tag_; }
  Diagnostic& diagnostic() noexcept { return diagnostic_; }
  const CopyFormat& copy_format() const noexcept { return copy_format_; }
  std::string_view data() const noexcept { return data_; }
  const Notification& notification() const noexcept { return notification_; }
  const ParameterStatus& parameter_status() const noexcept { return parameter_status_; }
  /// For logs.
  std::string_view malformation() const noexcept { return malformation_; }

  /// Of the last `ready`.
  TransactionStatus status() const noexcept { return status_; }
  /// How many answers are expected.
  std::size_t expected() const noexcept { return steps_.size(); }
  /// Something was sent behind the last sync().
  bool in_group() const noexcept { return !steps_.empty() && steps_.back().kind != Step::Kind::sync; }

 private:
  struct Step {
    enum class Kind : std::uint8_t { parse, bind, describe_statement, describe_portal, execute, close, query, sync };
    Kind kind;
    std::uint64_t request;
  };
  enum class Copying : std::uint8_t { no, in, in_ended, out };
  using Kind = Event::Kind;

  bool expect(bool sent, Step::Kind kind, std::uint64_t request);
  bool expects(Step::Kind kind) const noexcept { return !steps_.empty() && steps_.front().kind == kind; }
  bool runs() const noexcept { return expects(Step::Kind::execute) || expects(Step::Kind::query); }

  bool skip(Event& event);
  /// What the message means; false for one that means nothing to the caller.
  bool take(const Message& message, Event& event);
  bool take_answer(const Message& message, Event& event);
  bool take_description(const Message& message, Event& event);
  bool take_completion(const Message& message, Event& event);
  bool take_copy(const Message& message, Event& event);
  bool take_error(Event& event);
  bool take_ready(std::string_view body, Event& event);

  bool tell(Event& event, Kind kind) const;
  /// The same, and the step is done.
  bool tell_last(Event& event, Kind kind);
  bool done_silently();
  bool refuse(Event& event, std::string_view why) noexcept;

  Limits limits_;
  std::deque<Step> steps_;
  std::uint64_t skipped_for_ = 0;  // the last request that was told about
  bool skipping_ = false;          // up to the next sync
  bool exclusive_ = false;         // a query() runs
  bool described_ = false;         // the parameters of the statement that is described have come
  bool over_ = false;
  Copying copying_ = Copying::no;
  TransactionStatus status_ = TransactionStatus::idle;

  std::vector<RawValue> row_;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> parameter_types_;
  CommandTag tag_;
  Diagnostic diagnostic_;
  CopyFormat copy_format_;
  std::string_view data_;
  Notification notification_;
  ParameterStatus parameter_status_;
  std::string_view malformation_;
};

}  // namespace tenon::sql::postgres
