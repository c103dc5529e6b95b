#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <tenon/http/handler.hpp>
#include <tenon/http/method.hpp>

namespace tenon::http {

/// Middleware that works before and after a handler but never waits: nearly all of it. Each costs two virtual calls a
/// request; a Middleware (handler.hpp), which may wait, costs a coroutine.
///
///     class ServerTiming final : public Hooks {
///       void on_response(Request& request, Response& response) const override {
///         response.headers().set("Server-Timing", …);
///       }
///     };
///
/// Both functions are called by every loop at once, hence const: what belongs to a request is left in the request
/// (Request::set). Neither may keep references to its arguments.
///
/// A class whose on_request() has nothing to do for most requests may say for which methods it has, so that it is not
/// called for others: `static constexpr MethodSet request_methods{Method::post, Method::put};`, public. Classes derived
/// from it have the same, unless they say so again.
class Hooks {
 public:
  virtual ~Hooks() = default;

  /// Before the handler, the outermost first. An answer given here is the answer: nothing further in is asked, but
  /// on_response() of this one and of those further out sees it. An exception becomes a problem document.
  virtual std::optional<Response> on_request(Request& request) const;

  /// After the handler, the innermost first, whether it answered, threw or was cancelled; so what on_request() began
  /// always ends here. An exception replaces the answer by its problem document.
  virtual void on_response(Request& request, Response& response) const;
};

/// Hooks that several routes and loops use. Which of the two functions a class leaves as they are, and for which
/// methods it asks, is seen by the compiler, and nothing else is called.
class SharedHooks {
 public:
  template <std::derived_from<Hooks> T>
  SharedHooks(std::shared_ptr<T> hooks)  // NOLINT: implicit by design
      : hooks_(std::move(hooks)),
        request_methods_(methods_of<std::remove_const_t<T>>()),
        after_(acts_after<std::remove_const_t<T>>) {}

  const std::shared_ptr<const Hooks>& get() const noexcept { return hooks_; }
  bool acts_on_request() const noexcept { return !request_methods_.empty(); }
  MethodSet request_methods() const noexcept { return request_methods_; }
  bool acts_on_response() const noexcept { return after_; }

 private:
  // Hooks as such may be anything; so may those that do not show their functions.
  template <class T>
  static constexpr bool acts_before = std::is_same_v<T, Hooks> || !requires {
    requires std::is_same_v<decltype(&T::on_request), decltype(&Hooks::on_request)>;
  };
  template <class T>
  static constexpr bool acts_after = std::is_same_v<T, Hooks> || !requires {
    requires std::is_same_v<decltype(&T::on_response), decltype(&Hooks::on_response)>;
  };

  template <class T>
  static constexpr MethodSet methods_of() noexcept {
    if constexpr (!acts_before<T>) {
      return {};
    } else if constexpr (requires { MethodSet{T::request_methods}; }) {
      return T::request_methods;
    } else {
      return MethodSet::all();
    }
  }

  std::shared_ptr<const Hooks> hooks_;
  MethodSet request_methods_;
  bool after_;
};

/// The answer to a client that has gone before it was answered, which nobody receives: seen by hooks, so that logs and
/// metrics tell such requests (the number is nginx's).
inline constexpr Status client_closed_request{499};

/// Hooks that stand next to each other, the first one outermost.
class HookChain {
 public:
  HookChain() = default;
  explicit HookChain(std::span<const SharedHooks> outermost_first);

  /// Calls on_request() of one after the other; ends at the first that answers or throws, with that answer. `entered`
  /// says how far it came, for leave().
  std::optional<Response> enter(Request& request, std::size_t& entered) const {
    if (request_methods_.contains(request.method())) return ask(request, entered);
    entered = size_;
    return std::nullopt;
  }
  /// Calls on_response() of those that enter() came to, the last one first. Lets nothing out but what is unrecoverable
  /// (std::bad_alloc while a failure is described).
  void leave(Request& request, Response& response, std::size_t entered) const;
  /// All of it, with the handler in between. The chain, the request and the handler must outlive the task.
  async::Task<Response> around(Request& request, const Handler& handler) const;

 private:
  struct Step {
    std::shared_ptr<const Hooks> hooks;
    std::size_t place;  // in the chain, from 1 on
    MethodSet methods;
  };
  std::optional<Response> ask(Request& request, std::size_t& entered) const;

  std::vector<Step> before_;   // outermost first
  std::vector<Step> after_;    // innermost first
  MethodSet request_methods_;  // that any of before_ asks for
  std::size_t size_ = 0;
};

/// One Middleware out of hooks, the first one outermost.
Middleware make_middleware(std::span<const SharedHooks> outermost_first);

}  // namespace tenon::http
