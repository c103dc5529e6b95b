#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include <tenon/async/task.hpp>
#include <tenon/http/detail/signature.hpp>
#include <tenon/json/describe.hpp>

namespace tenon::http {
struct Operation;
}

/// The parameters of a handler as a table that templates make and compiled code works on.
namespace tenon::http::detail {

/// One parameter of a handler.
struct ArgumentRow {
  ArgumentKind kind = ArgumentKind::none;  ///< none: Request&, for which nothing is to be done
  std::string_view name = {};
  const json::Type* type = nullptr;

  // Of an extractor.
  void (*extract)(Request& request, void* place) = nullptr;
  async::Task<> (*extract_waiting)(Request& request, void* place) = nullptr;  ///< instead of `extract`
  void (*describe)(Operation& operation) = nullptr;
};

/// Where a parameter lies while the handler runs.
template <class P>
struct Holder {
  P argument;
  void* place() noexcept { return std::addressof(argument.get()); }
  P& pass(Request&) noexcept { return argument; }
};
template <Extractor P>
struct Holder<P> {
  std::optional<P> argument;
  void* place() noexcept { return &argument; }
  P& pass(Request&) noexcept { return *argument; }
};
template <>
struct Holder<Request> {
  void* place() noexcept { return nullptr; }
  Request& pass(Request& request) noexcept { return request; }
};

template <Extractor P>
void extract_into(Request& request, void* place) {
  static_cast<std::optional<P>*>(place)->emplace(P::extract(request));
}
template <Extractor P>
async::Task<> extract_into_waiting(Request& request, void* place) {
  static_cast<std::optional<P>*>(place)->emplace(co_await P::extract(request));
}

/// Whether P is an extractor that is a Task.
template <class P>
constexpr bool extraction_waits = false;
template <Extractor P>
constexpr bool extraction_waits<P> = Awaited<decltype(P::extract(std::declval<Request&>()))>::is_task;

template <class P>
constexpr ArgumentRow row_of() {
  ArgumentRow row;
  if constexpr (!std::is_same_v<P, Request>) row.kind = kind_of<P>;
  if constexpr (kind_of<P> == ArgumentKind::extractor) {
    if constexpr (extraction_waits<P>) {
      row.extract_waiting = &extract_into_waiting<P>;
    } else {
      row.extract = &extract_into<P>;
    }
    if constexpr (requires(Operation& operation) { P::describe(operation); }) row.describe = &P::describe;
  } else if constexpr (kind_of<P> != ArgumentKind::none) {
    row.name = ArgumentTraits<P>::name;
    row.type = &json::type_of<typename ArgumentTraits<P>::Value>();
  }
  return row;
}

using Arguments = std::span<const ArgumentRow>;
using Places = void* const*;

/// Runs the extractors in their order. For tables without one that waits.
void extract(Arguments rows, Places places, Request& request);
async::Task<> extract_waiting(Arguments rows, Places places, Request& request);

/// Reads all other parameters; the body must have arrived. Throws Invalid with all that is wrong, HttpError 415.
void read(Arguments rows, Places places, const Request& request);

/// What OpenAPI says about them.
void describe(Arguments rows, Operation& operation);

}  // namespace tenon::http::detail
