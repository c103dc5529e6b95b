#include <tenon/sql/sqlite/reader.hpp>

#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {

Reader::Reader(async::Loop& loop, const std::string& path, const SqliteOptions& options,
               const std::atomic<std::uint64_t>& commits)
    : loop_(loop), commits_(commits), connection_(path, Connection::Role::reader, options), session_(connection_) {
  connection_.limit(options.read_on_loop);
}

Reader::~Reader() { end(); }

Session& Reader::begin() {
  loop_.at_turn_end(*this);
  const std::uint64_t commits = commits_.load(std::memory_order_acquire);
  if (open_ && seen_ == commits) return session_;
  end();
  connection_.run("BEGIN");
  seen_ = commits;
  open_ = true;
  return session_;
}

void Reader::on_turn_end() { end(); }

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
