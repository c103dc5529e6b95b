#pragma once

#include <cstddef>

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/output.hpp>
#include <tenon/async/task.hpp>
#include <tenon/base/buffer.hpp>
#include <tenon/http/detail/body_receiver.hpp>
#include <tenon/http/detail/body_sender.hpp>
#include <tenon/http/parser.hpp>
#include <tenon/http/request.hpp>
#include <tenon/http/response.hpp>

namespace tenon::http::detail {

/// Everything that a connection needs while it has something to do: the bytes of the request, what is made of them, and
/// the answer. A connection without work has none, so ten thousand idle ones cost what their sockets cost; those at
/// work share the few that a loop keeps.
struct Exchange {
  /// As much as one read takes.
  static constexpr std::size_t input_size = std::size_t{16} * 1024;
  /// What is kept for the next connection.
  static constexpr std::size_t kept_size = 4 * input_size;

  Exchange(async::Loop& loop, const HeadLimits& limits) : parser(limits), context(loop) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange() {
    async::Loop& loop = context.loop();
    if (loop.request() == &info) loop.work_for(nullptr);
  }

  /// Ready for the next request of the connection; bytes behind this one stay in the input.
  void next() noexcept {
    if (response.body().index() != 0) response = {};
    if (source) source = {};
    receiver.end();
    context.set_request(nullptr);
    request.reset();
    parser.reset();
  }
  /// After next(): ready for another connection.
  void reset() noexcept {
    output.reset();
    if (input.capacity() > kept_size) {
      input.release();
    } else {
      input.clear();
    }
  }

  Buffer input;  // heads, and the beginning of bodies; does not move while a request is worked on
  async::Output output;
  Parser parser;
  Request request;
  async::RequestInfo info;
  async::Context context;
  BodyReceiver receiver;
  BodySender sender;
  std::size_t entered = 0;  // of the service's hooks

  // Declared after what they refer to.
  Response response;  // one whose body is sent from where it lies
  BodySource source;
  async::Task<Response> handler;
  async::Task<> stream;
};

}  // namespace tenon::http::detail
