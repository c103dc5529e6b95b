#include <exception>
#include <utility>
#include <variant>

#include <tenon/base/trace.hpp>
#include <tenon/http/detail/connection.hpp>
#include <tenon/http/detail/shard.hpp>
#include <tenon/http/encoder.hpp>
#include <tenon/http/failure.hpp>
#include <tenon/http/file_source.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http::detail {

namespace {

/// Bodies up to this size are copied behind their head; larger ones are sent from where they lie. Both cost the same at
/// about 16 KiB.
constexpr std::size_t copy_limit = std::size_t{16} * 1024;

/// What a body in memory takes; one that lives as long as the program takes none.
std::size_t memory_of(const Response::Body& body) noexcept {
  if (const auto* text = std::get_if<std::string>(&body)) return text->capacity();
  if (const auto* buffer = std::get_if<Buffer>(&body)) return buffer->capacity();
  return 0;
}

}  // namespace

/// Begins the next request of the input, or refuses it. False when not all of its head is there.
bool Connection::begin_request() {
  Exchange& x = *exchange_;
  switch (x.parser.parse(x.input.data(), x.input.size(), x.request.head())) {
    case Parser::State::need_more:
      if (!head_begun_) since_ = loop().now();
      head_begun_ = true;
      return false;
    case Parser::State::failed: reject(x.parser.rejection()); return true;
    case Parser::State::complete: break;
  }
  head_begun_ = false;
  if (!take_body()) return true;
  describe_request();
  run_handler();
  return true;
}

inline bool Connection::take_body() {
  Exchange& x = *exchange_;
  const std::size_t head = x.parser.consumed();
  switch (x.receiver.begin(*this, x.parser.framing(), x.input.data() + head, x.input.size() - head)) {
    case BodyReceiver::State::whole: x.request.set_body(x.receiver.whole()); return true;
    case BodyReceiver::State::arriving: x.request.set_body(x.receiver); return true;
    case BodyReceiver::State::refused: break;
  }
  reject(x.receiver.rejection());
  return false;
}

inline void Connection::describe_request() {
  Exchange& x = *exchange_;
  ServerCore& core = shard_.core();
  Request& request = x.request;
  request.set_peer(peer_);
  request.set_received(loop().now());
  request.set_body_limit(core.settings.body_limit);
  request.set_context(x.context);
  if (core.proxies.networks.empty()) {
    const std::string_view scheme = peer_.tls ? std::string_view("https") : std::string_view("http");
    request.set_client({peer_.address, scheme, request.head().authority});
  } else {
    request.set_client(client_of(request.head(), peer_, core.proxies));
  }
  const std::string_view id = request.header(header::x_request_id);
  request.set_id(!id.empty() && is_request_id(id) ? id : shard_.ids().next());

  x.info = {.id = request.id(), .trace_id = {}, .span_id = {}, .route = {}};
  const std::string_view parent = request.header(header::traceparent);
  if (!parent.empty() && trace::parse_traceparent(parent)) {
    x.info.trace_id = parent.substr(3, 32);
    x.info.span_id = parent.substr(36, 16);
  }
}

void Connection::run_handler() {
  Exchange& x = *exchange_;
  const Service& service = shard_.core().service;
  const auto limit = settings().request_timeout;
  phase_ = Phase::running;
  since_ = loop().now();
  shard_.stats().active.add();
  service.find_route(x.request);
  if (const Route* route = x.request.route()) x.info.route = route->label;
  x.context.reset(limit.count() == 0 ? async::Time::max() : since_ + limit);
  x.context.set_request(&x.info);
  loop().work_for(&x.info);
  if (std::optional<Response> early = service.enter(x.request, x.entered)) return finish_answer(*std::move(early));
  bool ended = false;
  try {
    x.handler = service.answer(x.request);
    ended = x.handler.start(x.context, *this);
  } catch (...) {  // a handler that is no coroutine
    return finish_answer(answer_failure(x.request, std::current_exception()));
  }
  if (ended) finish_handler();
}

void Connection::finish_handler() {
  Response response = take_answer();
  exchange_->handler = {};
  finish_answer(std::move(response));
}

inline Response Connection::take_answer() {
  try {
    return exchange_->handler.result();
  } catch (...) {
    return answer_failure(exchange_->request, std::current_exception());
  }
}

void Connection::finish_answer(Response&& response) {
  Exchange& x = *exchange_;
  if (shard_.lacks_send_memory()) [[unlikely]]
    refuse_large(response);
  shard_.core().service.leave(x.request, response, x.entered);
  loop().work_for(nullptr);
  end_work();
  if (broken_ || cancelled_ || response.status() == client_closed_request) return break_off();
  if (to_int(response.status()) >= 500) log_failure(shard_.core().log, x.request, response);
  send_answer(std::move(response));
}

/// What would stay in memory until the client has taken it.
void Connection::refuse_large(Response& response) {
  const std::optional<std::string_view> bytes = response.bytes();
  const bool small = bytes && (bytes->size() <= copy_limit || memory_of(response.body()) == 0);
  if (small || exchange_->request.method() == Method::head) return;
  response = shard_.refuse_large_answer(exchange_->request);
}

/// The task of this phase has ended.
inline void Connection::end_work() noexcept {
  phase_ = Phase::sending;
  shard_.stats().active.subtract();
}

inline void Connection::send_answer(Response&& response) {
  Exchange& x = *exchange_;
  const EncodeFor request{.head = x.request.method() == Method::head,
                          .minor_version = x.parser.framing().minor_version,
                          .keep_alive = may_keep_alive(response),
                          .request_id = x.request.id()};
  const ResponseFraming framing = encode_head(response, request, shard_.date(), output());
  x.receiver.forget_continue();
  keep_alive_ = framing.keep_alive;
  if (framing.body == ResponseFraming::Body::none) return finish_exchange();

  const std::optional<std::string_view> bytes = response.bytes();
  if (bytes && bytes->size() <= copy_limit) {
    output().append(*bytes);
    return finish_exchange();
  }
  x.response = std::move(response);
  if (!bytes) return begin_stream(framing.body);
  drop_body();
  x.output.set_tail(*x.response.bytes(), memory_of(x.response.body()));
  flush();
}

void Connection::begin_stream(ResponseFraming::Body kind) {
  Exchange& x = *exchange_;
  const std::optional<std::uint64_t> size = x.response.body_size();
  if (auto* file = std::get_if<FileBody>(&x.response.body())) {
    drop_body();
    x.source = file_source(std::move(*file));
  } else {
    x.source = std::move(std::get<StreamBody>(x.response.body()).source);
  }
  x.sender.begin(*this, kind, size);
  phase_ = Phase::streaming;
  shard_.stats().active.add();
  x.context.reset(async::Time::max());
  x.context.set_request(&x.info);
  bool ended = false;
  try {
    x.stream = x.source(x.sender);
    ended = x.stream.start(x.context, *this);
  } catch (...) {
    return fail_stream(std::current_exception());
  }
  if (ended) finish_stream();
}

void Connection::finish_stream() {
  Exchange& x = *exchange_;
  bool whole = false;
  try {
    x.stream.result();
    whole = x.sender.finish();
  } catch (...) {
    return fail_stream(std::current_exception());
  }
  x.stream = {};
  end_work();
  if (broken_ || !whole) return break_off();
  finish_exchange();
}

/// The status has been sent: that the body is not whole can be told only by an end of the connection without its end.
void Connection::fail_stream(std::exception_ptr error) {
  Exchange& x = *exchange_;
  const Response answer = answer_failure(x.request, std::move(error));
  log_cut_answer(shard_.core().log, x.request, answer);
  x.stream = {};
  end_work();
  break_off();
}

/// The request is answered: its body must not wait with the answer until the client has taken that.
void Connection::drop_body() noexcept {
  exchange_->request.drop_body();
  exchange_->receiver.let_go();
}

/// The answer is in the output or sent.
void Connection::finish_exchange() {
  Exchange& x = *exchange_;
  since_ = loop().now();
  if (keep_alive_ && !x.receiver.ended()) {
    drop_body();
    phase_ = Phase::discarding;
    return;
  }
  ++requests_;
  shard_.stats().requests.add();
  if (!keep_alive_) {
    drop_body();
    return begin_closing();
  }

  const std::string_view rest = x.receiver.rest();
  if (x.receiver.rest_in_place()) {
    x.input.consume(static_cast<std::size_t>(rest.data() - x.input.data()));
  } else {
    x.input.clear();
    x.input.append(rest);
  }
  x.next();
  phase_ = Phase::reading;
}

/// Answers what is no request, and closes: whatever follows is not looked at.
void Connection::reject(const Rejection& rejection) {
  const Response response = to_response(problem_of(rejection.status, rejection.code, rejection.detail));
  const bool head = exchange_->request.method() == Method::head;
  encode_head(response, {.head = head, .keep_alive = false}, shard_.date(), output());
  if (!head) output().append(*response.bytes());
  shard_.stats().rejected.add();
  shard_.core().log.debug("request refused",
                          {{"status", to_int(rejection.status)}, {"code", rejection.code}, {"peer", peer_.address}});
  begin_closing();
}

/// Whether another request may follow on the connection, as far as this side is concerned.
inline bool Connection::may_keep_alive(const Response& response) const noexcept {
  const BodyReceiver& body = exchange_->receiver;
  const std::uint32_t limit = settings().request_limit;
  return exchange_->parser.framing().keep_alive && !draining_ && !response.close() &&
         (limit == 0 || requests_ + 1 < limit) && (body.ended() || body.discardable());
}

}  // namespace tenon::http::detail
