#include <tenon/sql/sqlite/reader.hpp>

#include <chrono>

#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {
namespace {

constexpr auto look_every = std::chrono::milliseconds{500};

}  // namespace

Reader::Reader(async::Loop& loop, const std::string& path, const SqliteOptions& options,
               const std::atomic<std::uint64_t>& commits, FormWatch& watch)
    : loop_(loop),
      commits_(commits),
      connection_(path, Connection::Role::reader, options),
      session_(connection_),
      watch_(watch) {
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

/// Between two of its own commits, the writer sees those of others itself.
void Reader::look_for_others() noexcept {
  const std::uint32_t version = connection_.data_version();
  const std::uint64_t commits = commits_.load(std::memory_order_acquire);
  const bool is_first = looked_at_ == async::Time{};
  if (!is_first && version != looked_version_ && commits == looked_commits_) watch_.notice();
  looked_at_ = loop_.now();
  looked_version_ = version;
  looked_commits_ = commits;
}

void Reader::end() noexcept {
  if (!open_) return;
  open_ = false;
  if (loop_.now() - looked_at_ >= look_every) look_for_others();
  for (const std::string_view end : {"COMMIT", "ROLLBACK"}) {
    try {
      if (connection_.in_transaction()) connection_.run(end);
    } catch (const Error&) {  // nothing is lost: it only read
    }
  }
}

}  // namespace tenon::sql::sqlite
