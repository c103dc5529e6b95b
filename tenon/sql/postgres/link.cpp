#include <tenon/sql/postgres/link.hpp>

#include <utility>

namespace tenon::sql::postgres {
namespace {

constexpr std::size_t most_descriptions = 2'000;

}  // namespace

Task<std::shared_ptr<Link>> Link::open(async::Loop& loop, const Connector& connector, log::Logger log) {
  const std::shared_ptr<Link> link(new Link(loop, std::move(log)));
  link->connection_ = co_await connector.connect(loop, *link);
  co_return link;
}

void Link::count(int change) noexcept {
  if (change < 0 || waiting_ == 0) progress_ = loop_.now();
  waiting_ += static_cast<std::size_t>(change);
}

PreparedStatements::Statement Link::description(std::uint64_t hash, std::string_view text) const {
  const auto found = descriptions_.find(hash);
  return found != descriptions_.end() && found->second->text == text ? found->second : nullptr;
}

void Link::remember(std::uint64_t hash, PreparedStatements::Statement statement) {
  if (descriptions_.size() >= most_descriptions) descriptions_.clear();
  descriptions_[hash] = std::move(statement);
}

void Link::on_notice(const Diagnostic& notice) {
  log_.info("the database says",
            {{"severity", notice.severity}, {"code", notice.sqlstate}, {"notice", notice.message}});
}

void Link::on_lost(const std::string& reason) {
  log_.warn("a connection to the database was lost", {{"reason", reason}});
}

}  // namespace tenon::sql::postgres
