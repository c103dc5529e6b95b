#include "idempotency.hpp"

#include <chrono>

namespace shop {

using namespace tenon;

namespace {

Instant oldest_kept(const Transaction& tx) { return tx.clock().now() - std::chrono::hours{24}; }

}  // namespace

Task<std::optional<Order>> find_placed(Transaction& tx, const Repeatable& repeatable) {
  if (!repeatable.key) co_return std::nullopt;
  const IdempotencyKeyCustomerIdKey own{.customer_id = repeatable.customer_id, .key = *repeatable.key};
  const auto before = co_await tx.idempotency_key.find_unique({.where = {.customer_id_key = {own}}});
  if (!before || before->created_at < oldest_kept(tx)) co_return std::nullopt;
  if (before->request != repeatable.request) {
    throw Invalid{"idempotency_key_reused",
                  "This key was used for another request.",
                  {{"idempotency-key", "idempotency_key_reused", "Was used for another request."}}};
  }
  co_return co_await tx.order.find_unique(
      {.where = {.id = before->order_id}, .include = {.address = true, .lines = true}});
}

Task<> remember_placed(Transaction& tx, const Repeatable& repeatable, const Order& order) {
  if (!repeatable.key) co_return;
  co_await tx.idempotency_key.delete_many({.where = {.created_at = {.lt = oldest_kept(tx)}}});
  co_await tx.idempotency_key.create({.data = {.customer_id = repeatable.customer_id,
                                               .key = *repeatable.key,
                                               .request = repeatable.request,
                                               .order_id = order.id}});
}

}  // namespace shop
