#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include <tenon/http/detail/arguments.hpp>
#include <tenon/http/handler.hpp>
#include <tenon/http/method.hpp>
#include <tenon/http/results.hpp>

namespace tenon::http {
class RouteGroup;
}  // namespace tenon::http

/// From a callable of a checked signature to a Handler.
namespace tenon::http::detail {

Response json_answer(const json::Type& type, const void* value, Status status);
Response created_answer(const json::Type& type, const void* value, std::string_view location);
Response empty_answer(const Request& request);  // 404

std::shared_ptr<Operation> make_operation();
void add_answer(Operation& operation, Status status, const json::Type* type);
void add_created_answer(Operation& operation, const json::Type& type);
void add_stream_answer(Operation& operation);
void add_error(Operation& operation, Status status);

/// How a result of type T is answered and described.
template <class T>
struct ResultOf {
  static Response answer(const Request&, T&& value) { return json_answer(json::type_of<T>(), &value, Status::ok); }
  static void describe(Operation& operation) { add_answer(operation, Status::ok, &json::type_of<T>()); }
};
template <class T>
struct ResultOf<std::optional<T>> {
  static Response answer(const Request& request, std::optional<T>&& value) {
    return value ? ResultOf<T>::answer(request, std::move(*value)) : empty_answer(request);
  }
  static void describe(Operation& operation) {
    ResultOf<T>::describe(operation);
    add_error(operation, Status::not_found);
  }
};
template <class T>
struct ResultOf<Created<T>> {
  static Response answer(const Request&, Created<T>&& created) {
    return created_answer(json::type_of<T>(), &created.value, created.location);
  }
  static void describe(Operation& operation) { add_created_answer(operation, json::type_of<T>()); }
};
template <>
struct ResultOf<NoContent> {
  static Response answer(const Request&, NoContent&&) { return Response::no_content(); }
  static void describe(Operation& operation) { add_answer(operation, Status::no_content, nullptr); }
};
template <>
struct ResultOf<Stream> {
  static Response answer(const Request&, Stream&& stream) {
    return Response::stream(std::move(stream.source), std::move(stream.content_type), stream.size);
  }
  static void describe(Operation& operation) { add_stream_answer(operation); }
};
template <>
struct ResultOf<Response> {
  static Response answer(const Request&, Response&& response) { return std::move(response); }
  static void describe(Operation&) {}
};

template <class... A>
inline constexpr ArgumentRow argument_rows[sizeof...(A) + 1] = {row_of<std::remove_cvref_t<A>>()..., {}};

template <class... A>
constexpr Arguments rows_of{argument_rows<A...>, sizeof...(A)};

template <class Function, class R, class... A, std::size_t... I>
async::Task<Response> call(const Function& function, Request& request, Signature<R, A...>, std::index_sequence<I...>) {
  std::tuple<Holder<std::remove_cvref_t<A>>...> holders;
  if constexpr (sizeof...(A) > 0) {
    void* const places[] = {std::get<I>(holders).place()...};
    if constexpr ((extraction_waits<std::remove_cvref_t<A>> || ...)) {
      co_await extract_waiting(rows_of<A...>, places, request);
    } else {
      extract(rows_of<A...>, places, request);
    }
    if constexpr (((kind_of<std::remove_cvref_t<A>> == ArgumentKind::body) || ...)) {
      if (!request.body_arrived()) co_await request.read_body();
    }
    read(rows_of<A...>, places, request);
  }
  using Result = ResultOf<typename Awaited<R>::type>;
  if constexpr (Awaited<R>::is_task) {
    auto value = co_await function(static_cast<A&&>(std::get<I>(holders).pass(request))...);
    co_return Result::answer(request, std::move(value));
  } else {
    co_return Result::answer(request, function(static_cast<A&&>(std::get<I>(holders).pass(request))...));
  }
}

template <class Function, class R, class... A>
Handler make_endpoint(Function function, Signature<R, A...> signature) {
  return [function = std::move(function), signature](Request& request) -> async::Task<Response> {
    return call(function, request, signature, std::index_sequence_for<A...>{});
  };
}

template <class R, class... A>
std::shared_ptr<Operation> describe_endpoint(Signature<R, A...>) {
  auto operation = make_operation();
  describe(rows_of<A...>, *operation);
  ResultOf<typename Awaited<R>::type>::describe(*operation);
  return operation;
}

}  // namespace tenon::http::detail
