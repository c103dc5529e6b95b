#pragma once

#include <cstdint>
#include <optional>

#include <tenon/app.hpp>
#include <tenon/json/constraints.hpp>

/// What clients may write into the columns, beyond what the model says. Checked by the resources, and shown in the API
/// document.
namespace shop {

/// Lower-case words joined by hyphens, as in addresses.
using Slug = tenon::Pattern<"^[a-z0-9]+(-[a-z0-9]+)*$">;

struct CategoryLimits {
  Slug slug;
  tenon::Text<1, 120> name;
  tenon::Text<1, 1000> description;
};

struct ProductLimits {
  tenon::Text<1, 40> sku;
  Slug slug;
  tenon::Text<1, 200> name;
  tenon::Text<1, 4000> description;
  tenon::DecimalBetween<"0", "99999.99", 2> price;
  tenon::Between<0, 240> age_from_months;
  std::optional<tenon::Between<0, 240>> age_to_months;
  tenon::Url image_url;
};

/// The rule about both ends of a product's age.
struct ProductAges {
  std::int32_t age_from_months;
  std::optional<std::int32_t> age_to_months;
};

struct CustomerLimits {
  tenon::Email email;
  tenon::Text<1, 200> name;
  std::optional<tenon::Text<1, 40>> phone;
};

struct AddressLimits {
  tenon::Text<1, 80> label;
  tenon::Text<1, 200> recipient;
  tenon::Text<1, 200> line1;
  std::optional<tenon::Text<1, 200>> line2;
  tenon::Text<1, 20> postal_code;
  tenon::Text<1, 120> city;
  tenon::Pattern<"^[A-Z]{2}$"> country;
};

}  // namespace shop
