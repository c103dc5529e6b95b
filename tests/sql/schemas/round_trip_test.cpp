#include <authjs.hpp>
#include <chat.hpp>
#include <cms.hpp>
#include <ledger.hpp>
#include <planner.hpp>
#include <pulled.hpp>
#include <terms.hpp>

#include <tenon/base/error.hpp>
#include <tenon/json/write.hpp>

#include "sql/schemas/schemas.hpp"

/// What is written through a schema's generated client comes back, and what its keys forbid is refused.
namespace tenon::sql::schemas {
namespace {

template <class Client, class T>
std::string round_trip_error(Opened<Client>& db, Task<T> task) {
  try {
    db.run(std::move(task));
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

TEST(RoundTrip, OfAuthJsKeepsTokensByTheirNames) {
  Opened<authjs::Client> db{"authjs"};
  authjs::Client& client = db.client();
  const auto user = db.run(client.user.create(
      {.data = {.email = {"ann@example.com"},
                .accounts = {.create = {{.type = {"oauth"},
                                         .provider = {"github"},
                                         .provider_account_id = {"42"},
                                         .refresh_token = {"r"},
                                         .expires_at = {1'700'000'000}}}},
                .sessions = {.create = {{.session_token = {"s"}, .expires = {FakeClock::default_start}}}},
                .authenticator = {.create = {{.credential_id = {"c"},
                                              .provider_account_id = {"42"},
                                              .credential_public_key = {"k"},
                                              .counter = {0},
                                              .credential_device_type = {"usb"},
                                              .credential_backed_up = {false}}}}}}));
  const auto account = db.run(client.account.find_unique_or_throw(
      {.where = {.provider_provider_account_id = {{.provider = {"github"}, .provider_account_id = {"42"}}}},
       .include = {.user = true}}));
  EXPECT_EQ(account.refresh_token, "r");
  EXPECT_EQ(account.user->id, user.id);
  const std::string json = json::to_string(account);
  EXPECT_NE(json.find(R"("providerAccountId":"42","refresh_token":"r","access_token":null)"), std::string::npos)
      << json;
  db.run(client.session.update({.where = {.session_token = {"s"}}, .data = {.user = {.connect = {.id = {user.id}}}}}));
  EXPECT_TRUE(db.run(client.authenticator.find_unique(
      {.where = {.user_id_credential_id = {{.user_id = {user.id}, .credential_id = {"c"}}}, .credential_id = {"c"}}})));
  db.run(client.verification_token.create(
      {.data = {.identifier = {"a"}, .token = {"t"}, .expires = {FakeClock::default_start}}}));
  EXPECT_EQ(
      round_trip_error(db, client.verification_token.create(
                               {.data = {.identifier = {"a"}, .token = {"t"}, .expires = {FakeClock::default_start}}})),
      "unique_violation");
  db.run(client.user.delete_({.where = {.email = {"ann@example.com"}}}));
  EXPECT_EQ(db.run(client.account.count()) + db.run(client.session.count()), 0);
}

TEST(RoundTrip, OfTermsWorksBesideWordsOfCplusplus) {
  Opened<terms::Client> db{"terms"};
  terms::Client& client = db.client();
  const auto app = db.run(client.app.create(
      {.data = {.name = {"a"},
                .namespace_ = {.create = {{.using_ = {"std"}, .template_ = {.create = {{.int64 = {1}}}}}}},
                .tasks = {.create = {{.error = {terms::Error::NotFound_}, .kind = {terms::Kind::co_await_}},
                                     {.delete_ = {true}, .register_ = {"ax"}}}}},
       .include = {.namespace_ = {{.include = {.template_ = true}}}, .tasks = {{.order_by = {{.id = asc}}}}}}));
  ASSERT_EQ(app.tasks.size(), 2U);
  EXPECT_EQ(app.tasks[0].error, terms::Error::NotFound_);
  EXPECT_EQ(app.tasks[0].kind, terms::Kind::co_await_);
  EXPECT_EQ(app.namespace_->template_.size(), 1U);
  const auto task = db.run(client.task.update(
      {.where = {.id = {1}},
       .data = {.result = {.create = {{.value = {.create = {{.json = {json::Value(true)}}}}}}},
                .count = {.increment = 2},
                .blocks = {.set = {{.id = {2}}}},
                .rows = {.create = {{.index = {0}, .cells = {.create = {{.column = {0}}, {.column = {1}}}}}}}},
       .include = {.result = {{.include = {.value = true}}}, .blocks = true, .rows = {{.include = {.cells = true}}}}}));
  EXPECT_EQ(task.count, 2);
  EXPECT_EQ(task.blocks[0].id, 2);
  EXPECT_EQ(task.rows[0].cells.size(), 2U);
  EXPECT_TRUE(*task.result->value->json == json::Value(true));
  EXPECT_TRUE(db.run(client.cell.find_unique({.where = {.place = {{.task_id = {1}, .index = {0}, .column = {1}}}}})));
  EXPECT_EQ(json::to_string(app.tasks[1]).substr(0, 62),
            R"({"id":2,"appId":1,"error":"none","order":"asc","kind":"struct")");
}

TEST(RoundTrip, OfPlannerKeepsItsKeysWithoutTheDatabase) {
  Opened<planner::Client> db{"planner"};
  planner::Client& client = db.client();
  const auto ann = db.run(client.person.create(
      {.data = {.handle = {"ann"}, .profile = {.create = {{.bio = {"x"}}}}}, .include = {.profile = true}}));
  EXPECT_EQ(ann.profile->person_id, ann.id);
  const auto bob =
      db.run(client.person.create({.data = {.handle = {"bob"},
                                            .mentor = {.connect = {.handle = {"ann"}}},
                                            .friends = {.connect = {{.id = {ann.id}}}}},
                                   .include = {.mentor = {{.include = {.student = true}}}, .friends = true}}));
  EXPECT_EQ(bob.mentor->student->id, bob.id);
  EXPECT_EQ(bob.friends.size(), 1U);
  db.run(client.room.create({.data = {.building = {"B"}, .number = {1}}}));
  const auto book = [&] {
    return client.meeting.create(
        {.data = {.title = {"m"},
                  .place = {.connect = {.building_number = {{.building = {"B"}, .number = {1}}}}},
                  .organiser = {.connect = {.id = {ann.id}}},
                  .starts = {FakeClock::default_start},
                  .attendees = {.create = {{.person_id = {ann.id}, .number = {1}}, {.person_id = {bob.id}}}}},
         .include = {.place = true, .attendees = true}});
  };
  const auto meeting = db.run(book());
  EXPECT_EQ(meeting.attendees.size(), 2U);
  EXPECT_EQ(meeting.place->seats, 4);
  EXPECT_EQ(round_trip_error(db, book()), "unique_violation");
  EXPECT_TRUE(
      db.run(client.seat.find_unique({.where = {.seat = {{.meeting_id = {meeting.id}, .person_id = {bob.id}}}}})));
}

TEST(RoundTrip, OfPulledBearsTheNamesOfADatabase) {
  Opened<pulled::Client> db{"pulled"};
  pulled::Client& client = db.client();
  db.run(client.users.create({.data = {.first_name = {"Ann"}, .e_mail = {"a@x"}}}));
  const auto bob = db.run(client.users.create(
      {.data = {.first_name = {"Bob"},
                .e_mail = {"b@x"},
                .orders_orders_user_id_tousers =
                    {.create = {{.number = {INT64_MAX},
                                 .order_items = {.create = {{.line = {1}, .sku = {"s"}, .price = {Decimal{3}}}}},
                                 .users_orders_handled_by_id_tousers = {.connect = {.e_mail = {"a@x"}}}}}},
                .users = {.connect = {.id = {1}}}},
       .include = {.orders_orders_user_id_tousers = {{.include = {.order_items = true}}}, .users = true}}));
  EXPECT_TRUE(bob.created) << "by the database";
  EXPECT_EQ(bob.users->first_name, "Ann");
  const auto& order = bob.orders_orders_user_id_tousers[0];
  EXPECT_EQ(order.number, INT64_MAX);
  EXPECT_EQ(order.handled_by_id, 1);
  EXPECT_EQ(order.order_items[0].price, Decimal{3});
  EXPECT_EQ(round_trip_error(db, client.users.create({.data = {.first_name = {"x"}, .e_mail = {"a@x"}}})),
            "unique_violation");
  db.run(client.z2fa_codes.create({.data = {.code = {"c"}, .user_id = {1}, .until = {FakeClock::default_start}}}));
  EXPECT_EQ(db.run(client.z2fa_codes.find_unique_or_throw({.where = {.code = {"c"}}})).until, FakeClock::default_start);
}

TEST(RoundTrip, OfCmsGoesThroughKeysOfThreeFields) {
  Opened<cms::Client> db{"cms"};
  cms::Client& client = db.client();
  const auto site =
      db.run(client.site.create({.data = {.domain = {"example.com"},
                                          .locale = {cms::Locale::pt},
                                          .pages = {.create = {{.slug = {""},
                                                                .locale = {cms::Locale::de},
                                                                .title = {"Start"},
                                                                .children = {.create = {{.slug = {"a"},
                                                                                         .locale = {cms::Locale::de},
                                                                                         .title = {"A"}}}}}}}},
                                 .include = {.pages = {{.include = {.children = true}}}}}));
  EXPECT_EQ(site.settings["title"].as_string(), "It's new");
  const cms::inputs::PageWhereUnique start{
      .site_id_slug_locale = {{.site_id = {site.id}, .slug = {""}, .locale = {cms::Locale::de}}}};
  const auto page = db.run(
      client.page.create({.data = {.slug = {"b"},
                                   .locale = {cms::Locale::en},
                                   .title = {"B"},
                                   .site = {.connect = {.id = {site.id}}},
                                   .parent = {.connect = start},
                                   .blocks = {.create = {{.position = {0}, .content = {json::Value(json::Array{1})}}}}},
                          .include = {.parent = true, .blocks = true}}));
  EXPECT_EQ(page.parent->title, "Start");
  EXPECT_EQ(page.blocks[0].locale, cms::Locale::en);
  EXPECT_EQ(db.run(client.page.count({.where = {.parent = {.is = {{.title = {"Start"}}}}}})), 2);
  const auto menu = db.run(client.menu.create(
      {.data = {.site_id = {site.id},
                .name = {"top"},
                .links = {.create = {{.position = {1}, .label = {"Home"}, .page = {.connect = start}}}}},
       .include = {.links = {{.include = {.page = true}}}}}));
  EXPECT_EQ(menu.links[0].page->title, "Start");
  EXPECT_EQ(
      round_trip_error(
          db, client.page.create(
                  {.data = {.site_id = {site.id}, .slug = {"b"}, .locale = {cms::Locale::en}, .title = {"again"}}})),
      "unique_violation");
}

/// The site is in the key of the parent and in that of the page itself, and stays when the parent goes.
TEST(RoundTrip, OfCmsLeavesAParentAndKeepsTheSite) {
  Opened<cms::Client> db{"cms"};
  cms::Client& client = db.client();
  db.run(client.site.create({.data = {.domain = {"a"}}}));
  db.run(client.site.create({.data = {.domain = {"b"}}}));
  const auto page = [](std::int32_t site, const char* slug) {
    return cms::inputs::PageWhereUnique{
        .site_id_slug_locale = {{.site_id = {site}, .slug = {slug}, .locale = {cms::Locale::en}}}};
  };
  db.run(client.page.create(
      {.data = {.site_id = {1},
                .slug = {"top"},
                .locale = {cms::Locale::en},
                .title = {"T"},
                .children = {.create = {{.slug = {"x"}, .locale = {cms::Locale::en}, .title = {"X"}},
                                        {.slug = {"y"}, .locale = {cms::Locale::en}, .title = {"Y"}},
                                        {.slug = {"z"}, .locale = {cms::Locale::en}, .title = {"Z"}}}}}}));
  const auto x = db.run(client.page.update(
      {.where = page(1, "x"), .data = {.parent = {.disconnect = true}}, .include = {.parent = true}}));
  EXPECT_TRUE(x.parent.loaded() && !x.parent);
  EXPECT_EQ(x.site_id, 1);
  EXPECT_EQ(x.parent_slug, std::nullopt);
  auto top = db.run(client.page.update({.where = page(1, "top"),
                                        .data = {.children = {.set = {page(1, "x"), page(1, "y")}}},
                                        .include = {.children = {{.order_by = {{.slug = asc}}}}}}));
  ASSERT_EQ(top.children.size(), 2U);
  EXPECT_EQ(top.children[0].slug + top.children[1].slug, "xy");
  top = db.run(client.page.update(
      {.where = page(1, "top"), .data = {.children = {.disconnect = {page(1, "x")}}}, .include = {.children = true}}));
  EXPECT_EQ(top.children.size(), 1U);
  EXPECT_EQ(db.run(client.page.count({.where = {.site_id = {1}, .parent = {.is_null = true}}})), 3);
  EXPECT_EQ(round_trip_error(db, client.page.create({.data = {.slug = {"w"},
                                                              .locale = {cms::Locale::en},
                                                              .title = {"W"},
                                                              .site = {.connect = {.id = {2}}},
                                                              .parent = {.connect = page(1, "top")}}})),
            "ambiguous_value");
  EXPECT_EQ(round_trip_error(db, client.page.create({.data = {.site_id = {1},
                                                              .slug = {"w"},
                                                              .locale = {cms::Locale::en},
                                                              .title = {"W"},
                                                              .parent = {.connect = page(1, "top")}}})),
            "ambiguous_value");
}

TEST(RoundTrip, OfChatFindsWhatItsMigrationsWrote) {
  Opened<chat::Client> db{"chat"};
  chat::Client& client = db.client();
  const auto server = db.run(client.server.find_unique_or_throw(
      {.where = {.invite_code = {"welcome"}},
       .include = {.profile = true, .channels = {{.order_by = {{.name = asc}}, .include = {.messages = true}}}}}));
  EXPECT_EQ(server.message_count, 2);
  EXPECT_EQ(server.profile->handle, "system");
  ASSERT_EQ(server.channels.size(), 2U);
  EXPECT_EQ(server.channels[0].messages.size(), 2U);
  EXPECT_EQ(db.run(client.message.find_unique_or_throw({.where = {.id = {"m2"}}, .include = {.reply_to = true}}))
                .reply_to->id,
            "m1");
  db.run(client.message.create({.data = {.member = {.connect = {.id = {"00000000-0000-4000-8000-000000000003"}}},
                                         .channel = {.connect = {.id = {server.channels[0].id}}},
                                         .reply_to_id = {"m2"}}}));
  EXPECT_EQ(db.run(client.server.find_first_or_throw()).message_count, 3) << "by the trigger";
  EXPECT_EQ(round_trip_error(
                db, client.channel.create(
                        {.data = {.name = {"help"}, .profile_id = {server.profile_id}, .server_id = {server.id}}})),
            "unique_violation");
}

TEST(RoundTrip, OfLedgerCountsBeyondADouble) {
  Opened<ledger::Client> db{"ledger"};
  ledger::Client& client = db.client();
  const auto entry = db.run(
      client.entry.create({.data = {.amount = {1},
                                    .memo = {"x"},
                                    .book = {.connect = {.name = {"House"}}},
                                    .debit = {.connect = {.book_id_number = {{.book_id = {1}, .number = {1000}}}}},
                                    .credit = {.connect = {.book_id_number = {{.book_id = {1}, .number = {4000}}}}}},
                           .include = {.book = {{.include = {.unit = true}}}, .debit = true, .credit = true}}));
  EXPECT_EQ(entry.debit->title, "Cash");
  EXPECT_EQ(entry.credit->title, "Income");
  EXPECT_EQ(entry.book->unit->digits, 2);
  const auto sums = db.run(client.entry.aggregate({.sum = {.amount = true}}));
  EXPECT_EQ(*sums.sum.amount, 2 * 9'007'199'254'740'993 + 1);
  EXPECT_EQ(
      round_trip_error(
          db, client.entry.create(
                  {.data = {.book_id = {1}, .debited = {1000}, .credited = {9999}, .amount = {1}, .memo = {"x"}}})),
      "foreign_key_violation");
  EXPECT_EQ(round_trip_error(db, client.entry.create({.data = {.book_id = {1},
                                                               .debited = {1000},
                                                               .credited = {4000},
                                                               .amount = {1},
                                                               .memo = {"again: opening"}}})),
            "unique_violation")
      << "of the index that only a migration knows";
}

}  // namespace
}  // namespace tenon::sql::schemas
