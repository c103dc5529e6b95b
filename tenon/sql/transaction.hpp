#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <tenon/async/closure.hpp>
#include <tenon/async/task.hpp>
#include <tenon/sql/operations.hpp>

namespace tenon::sql {

/// The operations within one transaction: all of them are kept, or none. It sees its own writes; others see them when
/// it is committed. Made by Client::transaction().
class Transaction : public Operations {
 public:
  Transaction(const Operations& client, std::unique_ptr<OpenTransaction> open) noexcept;
  /// Rolls back what was not committed.
  ~Transaction();

  Task<> read(Work& work) final;
  Task<> write(Work& work) final;

  Task<> commit();
  Task<> roll_back();

 private:
  std::unique_ptr<OpenTransaction> open_;
};

namespace detail {

/// Runs `body(transaction)`, then commits; rolls back and rethrows when it throws. `begin` is the engine's
/// begin(), Tx what the body is given.
template <class Tx, class Body, class T = typename std::invoke_result_t<Body&, Tx&>::value_type>
Task<T> run_transaction(Operations& client, Task<std::unique_ptr<OpenTransaction>> begin, Body body) {
  static_assert(async::survives_await<Body>(),
                "g++ before 13 destroys twice what this lambda captured: capture by reference, or use clang 19");
  Tx transaction(client, co_await std::move(begin));
  Transaction& plain = transaction;  // a member of Tx may be called `commit`
  std::exception_ptr failure;
  if constexpr (std::is_void_v<T>) {
    try {
      co_await body(transaction);
    } catch (...) {
      failure = std::current_exception();
    }
    if (!failure) {
      co_await plain.commit();
      co_return;
    }
  } else {
    std::optional<T> result;
    try {
      result.emplace(co_await body(transaction));
    } catch (...) {
      failure = std::current_exception();
    }
    if (!failure) {
      co_await plain.commit();
      co_return std::move(*result);
    }
  }
  co_await plain.roll_back();
  std::rethrow_exception(failure);
}

}  // namespace detail

}  // namespace tenon::sql
