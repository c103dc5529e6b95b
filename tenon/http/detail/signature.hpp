#pragma once

#include <concepts>
#include <type_traits>

#include <tenon/async/task.hpp>
#include <tenon/http/extract.hpp>
#include <tenon/http/request.hpp>
#include <tenon/http/results.hpp>
#include <tenon/http/signature.hpp>

/// Takes the type of a handler apart, and refuses what is none with one sentence.
namespace tenon::http::detail {

template <class T>
struct Awaited {
  using type = T;
  static constexpr bool is_task = false;
};
template <class T>
struct Awaited<async::Task<T>> {
  using type = T;
  static constexpr bool is_task = true;
};

/// Which of the parameters in extract.hpp P is.
enum class ArgumentKind : unsigned char { none, path, query, query_value, header, cookie, body, extractor };

template <class P>
concept Extractor = requires(Request& request) { P::extract(request); };

template <class P>
struct ArgumentTraits {
  static constexpr ArgumentKind kind = Extractor<P> ? ArgumentKind::extractor : ArgumentKind::none;
};
template <ArgumentKind Kind, class T>
struct UnnamedArgument {
  static constexpr ArgumentKind kind = Kind;
  static constexpr std::string_view name{};
  using Value = T;
};
template <ArgumentKind Kind, FixedString Name, class T>
struct NamedArgument {
  static constexpr ArgumentKind kind = Kind;
  static constexpr auto name = Name;
  using Value = T;
};
template <FixedString Name, class T>
struct ArgumentTraits<Path<Name, T>> : NamedArgument<ArgumentKind::path, Name, T> {};
template <FixedString Name, class T>
struct ArgumentTraits<QueryValue<Name, T>> : NamedArgument<ArgumentKind::query_value, Name, T> {};
template <FixedString Name, class T>
struct ArgumentTraits<Header<Name, T>> : NamedArgument<ArgumentKind::header, Name, T> {};
template <FixedString Name, class T>
struct ArgumentTraits<Cookie<Name, T>> : NamedArgument<ArgumentKind::cookie, Name, T> {};
template <class T>
struct ArgumentTraits<Query<T>> : UnnamedArgument<ArgumentKind::query, T> {};
template <class T>
struct ArgumentTraits<Body<T>> : UnnamedArgument<ArgumentKind::body, T> {};

template <class P>
constexpr ArgumentKind kind_of = ArgumentTraits<P>::kind;

template <class>
constexpr bool never = false;

template <class A>
constexpr bool check_parameter() {
  using P = std::remove_cvref_t<A>;
  if constexpr (std::is_same_v<P, Request>) {
    static_assert(std::is_lvalue_reference_v<A>,
                  "tenon: a handler takes the request as `Request&`, it cannot be copied");
    return std::is_lvalue_reference_v<A>;
  } else if constexpr (kind_of<P> == ArgumentKind::none) {
    static_assert(
        never<A>,
        "tenon: a handler's parameter must be Path, Query, QueryValue, Header, Cookie, Body, Request& or a type "
        "with a static extract(Request&)");
    return false;
  } else if constexpr (kind_of<P> == ArgumentKind::extractor) {
    using Given = typename Awaited<decltype(P::extract(std::declval<Request&>()))>::type;
    static_assert(std::same_as<Given, P>,
                  "tenon: extract(Request&) must return the type that it belongs to, or a Task of it");
    return std::same_as<Given, P>;
  } else if constexpr (kind_of<P> == ArgumentKind::query) {
    constexpr bool aggregate = std::is_aggregate_v<typename ArgumentTraits<P>::Value>;
    static_assert(aggregate, "tenon: Query<T> fills a struct; for one parameter write QueryValue<\"name\", T>");
    return aggregate;
  } else {
    return true;
  }
}

template <class R>
constexpr bool check_result() {
  using T = typename Awaited<R>::type;
  constexpr bool text = std::is_pointer_v<T>;
  static_assert(!std::is_void_v<T>,
                "tenon: a handler returns its answer; return NoContent when there is nothing to say");
  static_assert(!text, "tenon: a handler cannot return a pointer; for plain text return Response::text(...)");
  static_assert(!std::is_reference_v<T>, "tenon: a handler returns a value, not a reference");
  return !std::is_void_v<T> && !text && !std::is_reference_v<T>;
}

template <class R, class... A>
constexpr bool check_signature(Signature<R, A...>) {
  constexpr int bodies = ((kind_of<std::remove_cvref_t<A>> == ArgumentKind::body ? 1 : 0) + ... + 0);
  static_assert(bodies <= 1, "tenon: a request has one body; a handler takes at most one Body parameter");
  return (check_parameter<A>() && ...) && bodies <= 1 && check_result<R>();
}

/// Whether Function can be a handler; when not, the compiler says why.
template <class Function>
constexpr bool check_signature() {
  using S = SignatureOf<Function>;
  if constexpr (std::is_same_v<S, NoSignature>) {
    static_assert(never<Function>,
                  "tenon: a handler must be a function or a lambda whose parameter types are written out, without auto "
                  "and overloads");
    return false;
  } else if constexpr (std::is_same_v<S, MutableSignature>) {
    static_assert(
        never<Function>,
        "tenon: a handler is called by several loops at once and cannot be a mutable lambda; keep what changes "
        "in an object that guards itself");
    return false;
  } else {
    return check_signature(S{});
  }
}

}  // namespace tenon::http::detail
