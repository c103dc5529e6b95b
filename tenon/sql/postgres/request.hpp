#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tenon/async/event.hpp>
#include <tenon/sql/postgres/prepared_statements.hpp>
#include <tenon/sql/postgres/wire/backend.hpp>
#include <tenon/sql/postgres/wire/diagnostic.hpp>
#include <tenon/sql/postgres/wire/frontend.hpp>

namespace tenon::sql::postgres {

/// Is given the result of a statement. What it throws ends the statement for the caller, not for the server.
class RowSink {
 public:
  /// Rows of these columns follow, in the form of Request::results (those of a script: as text). Also a second time,
  /// when the statement is run again: what came before does not count then. The columns live until the statement has
  /// ended.
  virtual void on_begin(std::span<const Column>) {}
  /// The values live until it returns. False: no more rows are wanted.
  virtual bool on_row(std::span<const RawValue> values) = 0;
  /// Data of COPY TO STDOUT: a line, or a row of the binary format.
  virtual void on_copy_data(std::string_view) {}

 protected:
  ~RowSink() = default;
};

/// Gives the data of COPY FROM STDIN, piece by piece.
class CopySource {
 public:
  /// Nothing at the end. The piece lives until the next call; it may end anywhere. What it throws ends the COPY, which
  /// changes nothing then.
  virtual std::optional<std::string_view> next() = 0;

 protected:
  ~CopySource() = default;
};

/// How a request stands to its neighbours on the connection.
enum class Unit : std::uint8_t {
  /// Reads, and commits by itself: shares a Sync with the others of its turn, which saves half of what it costs. One
  /// that is aborted by the error of a neighbour is run again, alone.
  read,
  /// Commits by itself, with a Sync of its own: what others do has no effect on it.
  write,
  /// Part of a transaction that the caller has begun on this connection: shares a Sync with those behind it, and is
  /// `aborted` when one before it has failed.
  transaction,
  /// Statements without parameters, by the simple protocol; alone on the connection until it has ended. For scripts and
  /// COPY.
  script,
};

/// What has become of a request.
struct Outcome {
  enum class Fate : std::uint8_t {
    done,
    failed,    ///< by `error`: nothing of it is in effect
    aborted,   ///< not tried: a request before it in its transaction has failed
    not_sent,  ///< the connection was lost before: nothing of it is in effect
    lost,      ///< the connection was lost after it was sent: unknown whether it is in effect
  };
  Fate fate = Fate::not_sent;
  /// Rows changed, selected or copied; of a script those of its last statement.
  std::int64_t rows = 0;
  /// With `failed`; with `lost` and `not_sent` what the server said at its end, if it did.
  std::unique_ptr<Diagnostic> error;
  /// With `lost` and `not_sent`: why, for logs.
  std::string reason;
};

/// A request and its place in a Pipeline. It lives where its caller waits, and so does what it refers to.
struct Request {
  std::string_view text;
  std::uint64_t hash = 0;  ///< statement_hash(text)
  std::span<const Parameter> parameters;
  Unit unit = Unit::read;
  RowSink* rows = nullptr;
  CopySource* copy = nullptr;
  /// Does not run: finds out the types of parameters and results. Of `parameters` only their types count.
  bool describes_only = false;
  /// The form of all values of the rows. With `text`, Column::format does not tell it.
  Format results = Format::binary;

  Outcome outcome;
  PreparedStatements::Statement statement;  ///< when it was sent
  std::exception_ptr thrown;                ///< by the sink or the source
  async::Event done;

  // The Pipeline's.
  std::uint64_t id = 0;  // 0: not in flight
  bool queued = false;
  int attempts = 0;
};

}  // namespace tenon::sql::postgres
