#include <tenon/sql/postgres/connection.hpp>

#include <utility>

#include <tenon/async/deadline.hpp>
#include <tenon/sql/postgres/wire/frontend.hpp>

namespace tenon::sql::postgres {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t write_limit = std::size_t{256} * 1024;
/// A statement that nobody waits for any more often ends by itself in this time.
constexpr async::Duration until_cancelled = 10ms;

async::BufferedTransportOptions transport_options(const Pipeline::Options& options) {
  return {.send_limit = write_limit, .input_limit = options.limits.message + message_head_size};
}

}  // namespace

/// Of a request whose task ends before its answer.
class Connection::Abandonment {
 public:
  Abandonment(Connection& connection, Request& request) noexcept : connection_(connection), request_(request) {}
  Abandonment(const Abandonment&) = delete;
  Abandonment& operator=(const Abandonment&) = delete;
  ~Abandonment() {
    if (!request_.done.is_set()) connection_.abandon(request_);
  }

 private:
  Connection& connection_;
  Request& request_;
};

Connection::Connection(async::Loop& loop, async::Fd socket, Destination destination, ConnectionEvents& events)
    : Timer(loop),
      loop_(loop),
      destination_(std::move(destination)),
      pipeline_(destination_.pipeline, events),
      cancellations_(loop, async::no_deadline, &ignored_),
      transport_(loop, async::socket_transport(std::move(socket)), *this, transport_options(destination_.pipeline)) {}

Connection::~Connection() {
  if (phase_ == Phase::running) pipeline_.lose("The connection was closed.");
}

Task<> Connection::run(Request& request) {
  pipeline_.submit(request);
  schedule();
  const Abandonment abandonment(*this, request);
  co_await request.done.wait();
  if (request.thrown) std::rethrow_exception(request.thrown);
}

void Connection::close() {
  if (phase_ == Phase::running && write_terminate(transport_.output())) transport_.flush();
  lose("The connection was closed.");
}

std::string Connection::parameter(std::string_view name) const {
  const auto found = startup_->parameters().find(name);
  return found == startup_->parameters().end() ? std::string() : found->second;
}

std::size_t Connection::on_bytes(std::string_view bytes) {
  std::size_t consumed = 0;
  if (phase_ == Phase::asks_for_tls) return take_ssl_answer(bytes);
  if (phase_ == Phase::logs_in) consumed = take_login(bytes);
  if (phase_ == Phase::running) {
    consumed += pipeline_.feed(bytes.substr(consumed));
    if (pipeline_.lost()) end();
    schedule();
  }
  return phase_ == Phase::over ? bytes.size() : consumed;
}

void Connection::on_end() { lose("The server has closed the connection."); }
void Connection::on_error(const Error& error) { lose(error.detail()); }

void Connection::schedule() {
  if (phase_ == Phase::running && pipeline_.has_work()) loop_.at_turn_end(*this);
}

void Connection::on_turn_end() {
  if (phase_ != Phase::running || transport_.full()) return;  // on_drained() follows
  pipeline_.write(transport_.output(), write_limit);
  transport_.flush();
  if (pipeline_.lost()) return end();
  // Reaching the limit leaves something to do: the others have their turn before.
  if (pipeline_.has_work() && !transport_.full() && !Runnable::linked()) loop_.enqueue_next_turn(*this);
}

void Connection::abandon(Request& request) noexcept {
  pipeline_.abandon(request);
  if (pipeline_.has_abandoned() && !Timer::armed()) Timer::arm(loop_.now() + until_cancelled);
}

/// While somebody has given up a request: cancels it once the server works on it.
void Connection::on_timer() {
  if (phase_ != Phase::running || !pipeline_.has_abandoned()) return;
  Timer::arm(loop_.now() + until_cancelled);
  const std::uint64_t front = pipeline_.abandoned_front();
  if (front == 0) return;
  if (front == cancelled_) {
    if (loop_.now() - cancelled_at_ > patience) lose("The server does not answer.");
    return;
  }
  cancelled_ = front;
  cancelled_at_ = loop_.now();
  cancellations_.spawn(async::with_deadline(patience, cancel_front()));
}

/// Where it hits the next request instead, that one is among those which were sent when the server had passed it on.
Task<> Connection::cancel_front() {
  pipeline_.note_cancel();
  co_await cancel(loop_, destination_.address, key_, encrypted() ? destination_.tls : nullptr, destination_.host);
  pipeline_.note_cancel();
}

void Connection::lose(const std::string& reason) {
  if (phase_ == Phase::over) return;
  if (phase_ == Phase::running) pipeline_.lose(reason);
  end_reason_ = reason;
  end();
}

void Connection::end() {
  if (std::exchange(phase_, Phase::over) == Phase::over) return;
  changed_.set();
  transport_.shutdown(async::BufferedTransport::Incoming::discard);
}

}  // namespace tenon::sql::postgres
