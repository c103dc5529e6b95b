#pragma once

#include <type_traits>

namespace tenon::http {

/// The result and the parameters of a function.
template <class R, class... A>
struct Signature {};
struct NoSignature {};       ///< not callable, overloaded or generic
struct MutableSignature {};  ///< changes what it captured

namespace detail {

template <class Pointer>
struct SignatureOfPointer {
  using type = NoSignature;
};
template <class R, class... A>
struct SignatureOfPointer<R (*)(A...)> {
  using type = Signature<R, A...>;
};
template <class R, class... A>
struct SignatureOfPointer<R (*)(A...) noexcept> : SignatureOfPointer<R (*)(A...)> {};
template <class C, class R, class... A>
struct SignatureOfPointer<R (C::*)(A...) const> : SignatureOfPointer<R (*)(A...)> {};
template <class C, class R, class... A>
struct SignatureOfPointer<R (C::*)(A...) const noexcept> : SignatureOfPointer<R (*)(A...)> {};
template <class C, class R, class... A>
struct SignatureOfPointer<R (C::*)(A...)> {
  using type = MutableSignature;
};
template <class C, class R, class... A>
struct SignatureOfPointer<R (C::*)(A...) noexcept> {
  using type = MutableSignature;
};

template <class F>
struct FindSignature : SignatureOfPointer<std::decay_t<F>> {};
template <class F>
  requires requires { &F::operator(); }
struct FindSignature<F> : SignatureOfPointer<decltype(&F::operator())> {};

}  // namespace detail

/// Takes the type of a function apart, or that of a lambda whose parameter types are written out: Signature<R, A...>,
/// or what it is instead of one. With it a function can be overloaded for each kind:
///
///     template <class Rule, class Row>
///     void add(Rule rule, Signature<void, const Row&>);
///
///     add(rule, SignatureOf<Rule>{});
template <class F>
using SignatureOf = typename detail::FindSignature<F>::type;

}  // namespace tenon::http
