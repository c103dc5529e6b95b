#include <tenon/sql/postgres/pipeline.hpp>

#include <algorithm>
#include <limits>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql::postgres {
namespace {

/// What the largest request is answered by, its Sync included.
constexpr std::size_t steps_of_request = 5;
constexpr std::size_t largest_parameters = std::size_t{1} << 30;

void require_possible(const Request& request) {
  if (request.text.find('\0') != std::string_view::npos ||
      request.parameters.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw Internal("database_error", "A statement has a NUL or more than 65,535 parameters.");
  }
  std::size_t size = request.text.size();
  for (const Parameter& parameter : request.parameters) size += parameter.value ? parameter.value->size() : 0;
  if (size > largest_parameters) throw Invalid("value_too_large", "The values of a statement have more than 1 GiB.");
}

}  // namespace

void Pipeline::submit(Request& request) {
  require_possible(request);
  request.done.reset();
  if (lost_) {
    request.outcome.reason = lost_reason_;
    if (last_words_) request.outcome.error = std::make_unique<Diagnostic>(*last_words_);
    request.done.set();
    return;
  }
  if (waiting() >= queue_limit_) {
    throw Unavailable("database_overloaded", "Too many statements wait for a connection of the database.");
  }
  (request.unit == Unit::read ? reads_ : others_).push_back(&request);
  request.queued = true;
}

void Pipeline::abandon(Request& request) noexcept {
  if (request.queued) {
    std::erase(reads_, &request);
    std::erase(others_, &request);
    request.queued = false;
  }
  if (Entry* const entry = entry_of(std::exchange(request.id, 0))) {
    entry->request = nullptr;
    ++abandoned_;
  }
}

bool Pipeline::has_work() const noexcept {
  if (lost_) return false;
  return protocol_.wants_copy_data() || (waiting() != 0 && protocol_.can_send(steps_of_request));
}

void Pipeline::write(Buffer& out, std::size_t limit) {
  if (lost_) return;
  if (protocol_.wants_copy_data()) return write_copy(out, limit);
  write_reads(out, limit);
  write_others(out, limit);
}

void Pipeline::write_reads(Buffer& out, std::size_t limit) {
  while (!lost_ && !reads_.empty() && out.size() <= limit && protocol_.can_send(steps_of_request)) {
    Request& request = *reads_.front();
    reads_.pop_front();
    send(request, out);
  }
  if (protocol_.in_group()) sync(out);
}

void Pipeline::write_others(Buffer& out, std::size_t limit) {
  while (!lost_ && !others_.empty() && out.size() <= limit && protocol_.can_send(steps_of_request)) {
    Request& request = *others_.front();
    others_.pop_front();
    send(request, out);
    const bool goes_on = request.unit == Unit::transaction && !others_.empty() &&
                         others_.front()->unit == Unit::transaction && protocol_.can_send(steps_of_request);
    if (!goes_on && protocol_.in_group()) sync(out);
  }
  if (protocol_.in_group()) sync(out);
}

void Pipeline::send(Request& request, Buffer& out) {
  request.queued = false;
  const bool is_script = request.unit == Unit::script;
  if (!is_script) {
    request.statement = statements_.get(request.text, request.hash, request.parameters);
    if (request.describes_only && request.statement->described) {
      request.outcome.fate = Outcome::Fate::done;
      request.done.set();
      return;
    }
  }
  request.id = ++last_id_;
  Entry& entry = in_flight_.emplace_back();
  entry.id = request.id;
  entry.request = &request;
  entry.statement = request.statement;
  require(is_script ? protocol_.query(out, entry.id, request.text)
                    : close_forgotten(out) && send_statement(entry, out));
}

bool Pipeline::send_statement(Entry& entry, Buffer& out) {
  PreparedStatement& statement = *entry.statement;
  const Request& request = *entry.request;
  if (!std::exchange(statement.asked, true)) {
    entry.prepares = true;
    if (!protocol_.parse(out, entry.id, statement.name, request.text, request.parameters)) return false;
  }
  // Whoever asked first may fail between the two, so all do until the answer is there.
  if (!statement.described && !protocol_.describe(out, entry.id, Target::statement, statement.name)) return false;
  return request.describes_only ||
         (protocol_.bind(out, entry.id, statement.name, request.parameters, request.results) &&
          protocol_.execute(out, entry.id));
}

bool Pipeline::close_forgotten(Buffer& out) {
  std::vector<std::string>& names = statements_.to_close();
  while (!names.empty() && protocol_.can_send(steps_of_request + 1)) {
    const std::string& name = names.back();
    // "t7": so that what is skipped can be asked for again.
    if (!protocol_.close_statement(out, closing | std::stoull(name.substr(1)), name)) return false;
    names.pop_back();
  }
  return true;
}

void Pipeline::sync(Buffer& out) { require(protocol_.sync(out, last_id_)); }

void Pipeline::require(bool written) {
  if (!written) lose("A statement could not be written.");
}

void Pipeline::write_copy(Buffer& out, std::size_t limit) {
  Request* const request = in_flight_.front().request;
  try {
    while (protocol_.wants_copy_data() && out.size() <= limit) {
      if (!request || !request->copy) return require(protocol_.copy_fail(out, "no data was given"));
      const auto piece = request->copy->next();
      require(piece ? protocol_.copy_data(out, *piece) : protocol_.copy_done(out));
    }
  } catch (...) {
    request->thrown = std::current_exception();
    require(protocol_.copy_fail(out, "the source of the data has failed"));
  }
}

Pipeline::Entry* Pipeline::entry_of(std::uint64_t id) noexcept {
  if (in_flight_.empty() || id < in_flight_.front().id) return nullptr;
  const std::uint64_t at = id - in_flight_.front().id;
  return at < in_flight_.size() ? &in_flight_[at] : nullptr;
}

void Pipeline::lose(const std::string& reason) {
  if (std::exchange(lost_, true)) return;
  lost_reason_ = reason;
  const auto end = [&](Request& request, Outcome::Fate fate) {
    request.queued = false;
    request.id = 0;
    request.outcome.fate = fate;
    request.outcome.reason = reason;
    if (last_words_) request.outcome.error = std::make_unique<Diagnostic>(*last_words_);
    request.done.set();
  };
  for (const Entry& entry : std::exchange(in_flight_, {})) {
    if (entry.request) end(*entry.request, Outcome::Fate::lost);
  }
  for (Request* const request : std::exchange(reads_, {})) end(*request, Outcome::Fate::not_sent);
  for (Request* const request : std::exchange(others_, {})) end(*request, Outcome::Fate::not_sent);
  abandoned_ = 0;
  events_.on_lost(reason);
}

std::uint64_t Pipeline::abandoned_front() const noexcept {
  return in_flight_.empty() || in_flight_.front().request ? 0 : in_flight_.front().id;
}

}  // namespace tenon::sql::postgres
