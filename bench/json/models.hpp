#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <tenon/base/time.hpp>
#include <tenon/base/uuid.hpp>

/// The documents of the benchmark as a handler would declare them: order.json, and the page of products of
/// bench/common/products.py.
namespace bench {

enum class Status { pending, paid, shipped };

struct Customer {
  std::int64_t id;
  std::string name;
  std::string email;
  bool newsletter;
};

struct Address {
  std::string name;
  std::string street;
  std::string postcode;
  std::string city;
  std::string country;
};

struct Line {
  std::int64_t product_id;
  std::string name;
  std::int32_t quantity;
  std::int64_t price_cents;
  bool gift;
};

struct Order {
  tenon::Uuid id;
  std::int64_t number;
  Status status;
  tenon::Instant created_at;
  Customer customer;
  Address shipping;
  std::vector<Line> lines;
  std::optional<std::string> coupon;
  std::optional<std::string> note;
  double weight_kilograms;
  double discount;
  std::int64_t shipping_cents;
  std::int64_t total_cents;
  std::string currency;
  std::vector<std::string> tags;
};

struct Product {
  std::int64_t id;
  std::string slug;
  std::string name;
  std::string description;
  std::int64_t price_cents;
  std::int64_t stock;
  double rating;
  bool active;
  tenon::Instant created_at;
};

using Products = std::vector<Product>;

}  // namespace bench
