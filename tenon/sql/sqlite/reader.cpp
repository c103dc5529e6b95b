#include <tenon/sql/sqlite/reader.hpp>

#include <chrono>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/failure.hpp>

namespace tenon::sql::sqlite {
namespace {

constexpr auto look_every = std::chrono::milliseconds{500};

struct LimitAgain {
  Connection& connection;
  async::Duration limit;
  ~LimitAgain() { connection.limit(limit); }
};

}  // namespace

Reader::Reader(async::Loop& loop, const std::string& path, const SqliteOptions& options, Writer& writer,
               FormWatch& watch)
    : loop_(loop),
      writer_(writer),
      limit_(options.read_on_loop),
      connection_(path, Connection::Role::reader, options),
      session_(connection_),
      watch_(watch) {
  connection_.limit(limit_);
}

Reader::~Reader() { end(); }

Session& Reader::begin() {
  loop_.at_turn_end(*this);
  const std::uint64_t commits = writer_.commits().load(std::memory_order_acquire);
  if (open_ && seen_ == commits) return session_;
  end();
  connection_.run("BEGIN");
  seen_ = commits;
  open_ = true;
  return session_;
}

bool Reader::look(InstantForms& forms) {
  begin();
  const LimitAgain afterwards{connection_, limit_};
  try {
    forms.look(connection_, limit_);
    return true;
  } catch (const Timeout& error) {
    if (error.code() != query_timeout) throw;
    return false;
  }
}

void Reader::on_turn_end() {
  if (open_ && loop_.now() - looked_at_ >= look_every) look_for_others();
  end();
}

void Reader::look_for_others() noexcept {
  looked_at_ = loop_.now();
  if (writer_.others_committed(connection_)) watch_.notice();
}

/// Without the loop, which may be gone before the engine.
void Reader::end() noexcept {
  if (!open_) return;
  open_ = false;
  for (const std::string_view end : {"COMMIT", "ROLLBACK"}) {
    try {
      if (connection_.in_transaction()) connection_.run(end);
    } catch (const Error&) {  // nothing is lost: it only read
    }
  }
}

}  // namespace tenon::sql::sqlite
