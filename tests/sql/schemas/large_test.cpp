#include <campus/model/building.hpp>
#include <campus/model/campus.hpp>
#include <campus/model/contact.hpp>
#include <campus/model/course.hpp>
#include <campus/model/department.hpp>
#include <campus/model/enrollment.hpp>
#include <campus/model/faculty.hpp>
#include <campus/model/meeting.hpp>
#include <campus/model/person.hpp>
#include <campus/model/room.hpp>
#include <campus/model/section.hpp>
#include <campus/model/student.hpp>
#include <storefront/model/address.hpp>
#include <storefront/model/category.hpp>
#include <storefront/model/inventory.hpp>
#include <storefront/model/order.hpp>
#include <storefront/model/order_item.hpp>
#include <storefront/model/product.hpp>
#include <storefront/model/product_variant.hpp>
#include <storefront/model/tag.hpp>
#include <storefront/model/user.hpp>

#include "sql/schemas/schemas.hpp"

/// Of a schema with many models a unit includes what it uses.
namespace tenon::sql::schemas {
namespace {

TEST(LargeSchemas, OfAShopWithTwoAddressesAnOrder) {
  Opened<storefront::Client> db{"storefront"};
  storefront::Client& client = db.client();
  const auto product = db.run(client.product.create(
      {.data = {.sku = {"s"},
                .slug = {"p"},
                .title = {"P"},
                .price = {Decimal{10}},
                .categories = {.create = {{.slug = {"toys"},
                                           .name = {"Toys"},
                                           .parent = {.create = {{.slug = {"all"}, .name = {"All"}}}}}}},
                .tags = {.connect_or_create = {{.where = {.name = {"new"}}, .create = {.name = {"new"}}}}},
                .variants = {.create = {{.name = {"red"}, .inventory = {.create = {{.quantity = {5}}}}}}}},
       .include = {.categories = {{.include = {.parent = true}}},
                   .tags = true,
                   .variants = {{.include = {.inventory = true}}}}}));
  EXPECT_EQ(product.categories[0].parent->slug, "all");
  EXPECT_EQ(product.variants[0].inventory->quantity, 5);
  EXPECT_TRUE(product.variants[0].options == json::Value(json::Object{}));
  const auto user = db.run(
      client.user.create({.data = {.email = {"a@x"},
                                   .first_name = {"A"},
                                   .last_name = {"B"},
                                   .addresses = {.create = {{.line1 = {"1"}, .city = {"C"}, .postal_code = {"1"}},
                                                            {.line1 = {"2"}, .city = {"C"}, .postal_code = {"2"}}}}},
                          .include = {.addresses = {{.order_by = {{.line1 = asc}}}}}}));
  const auto order =
      db.run(client.order.create({.data = {.number = {1},
                                           .user = {.connect = {.email = {"a@x"}}},
                                           .shipping_address = {.connect = {.id = {user.addresses[0].id}}},
                                           .billing_address = {.connect = {.id = {user.addresses[1].id}}},
                                           .subtotal = {Decimal{20}},
                                           .total = {Decimal{20}},
                                           .items = {.create = {{.variant_id = {product.variants[0].id},
                                                                 .quantity = {2},
                                                                 .unit_price = {Decimal{10}}}}}},
                                  .include = {.shipping_address = true, .billing_address = true, .items = true}}));
  EXPECT_EQ(order.shipping_address->line1 + order.billing_address->line1, "12");
  EXPECT_EQ(order.status, storefront::OrderStatus::pending);
  const auto found = db.run(client.user.find_many(
      {.where = {.orders = {.some = {{.items = {.some = {{.variant = {.is = {{.name = {"red"}}}}}}}}}}}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].role, storefront::UserRole::customer);
}

TEST(LargeSchemas, OfAUniversityWithKeysOfSixFields) {
  Opened<campus::Client> db{"campus"};
  campus::Client& client = db.client();
  db.run(client.room.create(
      {.data = {
           .number = {"101"},
           .building = {.create = {{.number = {7}, .campus = {.create = {{.code = {"N"}, .name = {"North"}}}}}}}}}));
  const auto section = db.run(client.section.create(
      {.data = {.year = {2024},
                .term = {campus::Term::fall},
                .course = {.create = {{.number = {1},
                                       .title = {"Logic"},
                                       .department = {.create = {{.code = {"M"},
                                                                  .name = {"Maths"},
                                                                  .faculty = {.create = {{.name = {"Science"},
                                                                                          .campus_code = {"N"}}}}}}}}}},
                .meetings = {.create = {{.weekday = {1},
                                         .minute = {600},
                                         .campus_code = {"N"},
                                         .building_number = {7},
                                         .room_number = {"101"}}}}},
       .include = {.course = true, .meetings = {{.include = {.room = true}}}}}));
  EXPECT_EQ(section.letter, "A");
  EXPECT_EQ(section.meetings[0].room->seats, 30);
  const auto ann = db.run(client.person.create({.data = {.kind = {campus::PersonKind::student},
                                                         .first_name = {"Ann"},
                                                         .last_name = {"B"},
                                                         .email = {"a@x"},
                                                         .student = {.create = {{.number = {"1"}}}},
                                                         .contact = {.create = {{.phone = {"1"}}}}}}));
  const auto student = db.run(client.student.update(
      {.where = {.person_id = {ann.id}},
       .data = {.enrollments =
                    {.create = {{.section = {.connect = {.section = {{.department_id = {section.department_id},
                                                                      .course_number = {1},
                                                                      .year = {2024},
                                                                      .term = {campus::Term::fall},
                                                                      .letter = {"A"}}}}}}}}},
       .include = {.enrollments = {{.include = {.section = {{.include = {.course = true}}}}}}}}));
  ASSERT_EQ(student.enrollments.size(), 1U);
  EXPECT_EQ(student.enrollments[0].grade, std::nullopt);
  EXPECT_EQ(student.enrollments[0].section->course->title, "Logic");
  EXPECT_EQ(
      db.run(client.section.count({.where = {.enrollments = {.some = {{.student = {.is = {{.number = {"1"}}}}}}}}})),
      1);
}

}  // namespace
}  // namespace tenon::sql::schemas
