#include <gtest/gtest.h>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/http/handle.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/request_builder.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/service.hpp>
#include <tenon/json/constraints.hpp>
#include <tenon/json/write.hpp>

namespace tenon::http {
namespace {

struct Item {
  int id = 0;
  std::string name;
};

struct NewItem {
  Text<1, 5> name;
  Between<1, 9> quantity;
};

struct Paging {
  Between<1, 100> page_size = 20;
  std::optional<std::string> cursor;
  std::vector<std::string> tag;
};

/// A user, by a header.
struct User {
  std::string name;

  static async::Task<User> extract(Request& request) {
    const std::string name{request.header("X-User")};
    co_await async::yield();
    if (name.empty()) throw Unauthorized{"no_user", "Log in."};
    co_return User{name};
  }
  static void describe(Operation& operation) {
    operation.security.push_back("user");
    operation.add_error(Status::unauthorized);
  }
};

struct Tenant {
  std::string name;
  static Tenant extract(const Request& request) { return {std::string(request.header("X-Tenant"))}; }
};

/// What one route answers to one request, in process.
class Site {
 public:
  template <class Function>
  Site(Method method, std::string_view pattern, Function function) {
    Routes routes;
    RouteGroup root = routes.root();
    add(root, method, pattern, std::move(function));
    service_.emplace(std::make_shared<const Router>(std::move(routes).build()));
  }

  Response ask(const RequestBuilder& builder) {
    const std::unique_ptr<Request> request = builder.build();
    return async::run((*service_)(*request));
  }
  std::string text(const RequestBuilder& builder) {
    const Response response = ask(builder);
    return std::to_string(to_int(response.status())) + " " + std::string(response.bytes().value());
  }

 private:
  std::optional<Service> service_;
};

RequestBuilder get(std::string target) { return RequestBuilder{Method::get, std::move(target)}; }
RequestBuilder post(std::string target, std::string body) {
  return RequestBuilder{Method::post, std::move(target)}
      .header("Content-Type", "application/json")
      .body(std::move(body));
}

Item plain_function(Path<"id", int> id) { return {id, "plain"}; }

TEST(Handle, ALambdaThatReturnsAValue) {
  Site site{Method::get, "/items/{id}", [](Path<"id", int> id) { return Item{id, "x"}; }};
  EXPECT_EQ(site.text(get("/items/7")), R"(200 {"id":7,"name":"x"})");
  EXPECT_EQ(site.ask(get("/items/7")).headers().get(header::content_type), "application/json");
}

TEST(Handle, ACoroutineAndAFunction) {
  Site waiting{Method::get, "/items/{id}", [](Path<"id", int> id) -> async::Task<Item> {
                 co_await async::yield();
                 co_return Item{id, "x"};
               }};
  EXPECT_EQ(waiting.text(get("/items/7")), R"(200 {"id":7,"name":"x"})");
  Site function{Method::get, "/items/{id}", plain_function};
  EXPECT_EQ(function.text(get("/items/7")), R"(200 {"id":7,"name":"plain"})");
}

TEST(Handle, EveryKindOfParameter) {
  Site site{Method::post, "/{id}",
            [](Path<"id", Uuid> id, Query<Paging> paging, QueryValue<"q", std::optional<std::string>> q,
               Header<"X-Key", Text<1, 10>> key, Cookie<"sid", std::string> sid, Body<NewItem> body, Request& request,
               const User& user, Tenant tenant) {
              std::vector<std::string> seen{id->to_string(),
                                            std::to_string(paging->page_size),
                                            paging->tag.at(1),
                                            q->value_or("none"),
                                            *key,
                                            *sid,
                                            body->name,
                                            std::to_string(body->quantity),
                                            std::string(request.path()),
                                            user.name,
                                            tenant.name};
              return seen;
            }};
  EXPECT_EQ(site.text(post("/0190163d-8694-739b-aea5-966c26f8ad91?pageSize=5&tag=a&tag=b%20c&other=1",
                           R"({"name":"bear","quantity":3})")
                          .header("X-Key", "key")
                          .header("Cookie", "a=b; sid=s1")
                          .header("X-User", "ann")
                          .header("X-Tenant", "t")),
            R"(200 ["0190163d-8694-739b-aea5-966c26f8ad91","5","b c","none","key","s1","bear","3",)"
            R"("/0190163d-8694-739b-aea5-966c26f8ad91","ann","t"])");
}

TEST(Handle, ACoroutineOwnsTheParametersItTakesByValue) {
  Site site{Method::post, "/",
            [](User user, Body<NewItem> item, Tenant tenant) -> async::Task<std::vector<std::string>> {
              co_await async::yield();
              co_return std::vector<std::string>{user.name, item->name, tenant.name};
            }};
  const std::string large(100, 'u');
  for (const std::string& name : {std::string("ann"), large}) {
    EXPECT_EQ(site.text(post("/", R"({"name":"bear","quantity":3})").header("X-User", name).header("X-Tenant", name)),
              "200 " + json::to_string(std::vector<std::string>{name, "bear", name}));
  }
}

TEST(Handle, EveryKindOfResult) {
  EXPECT_EQ((Site{Method::get, "/", [] { return std::optional<Item>{}; }}.ask(get("/")).status()), Status::not_found);
  EXPECT_EQ((Site{Method::get, "/", [] { return std::optional{Item{1, "x"}}; }}.text(get("/"))),
            R"(200 {"id":1,"name":"x"})");
  EXPECT_EQ((Site{Method::get, "/", [] { return NoContent{}; }}.text(get("/"))), "204 ");
  EXPECT_EQ((Site{Method::get, "/", [] { return Response::text("own", Status::accepted); }}.text(get("/"))), "202 own");
  EXPECT_EQ((Site{Method::get, "/", [] { return Page<Item>{{{1, "x"}}, "c"}; }}.text(get("/"))),
            R"(200 {"items":[{"id":1,"name":"x"}],"nextCursor":"c"})");
  const Response created = Site{Method::get, "/", [] { return Created{Item{1, "x"}, "/items/{}", 1}; }}.ask(get("/"));
  EXPECT_EQ(created.status(), Status::created);
  EXPECT_EQ(created.headers().get(header::location), "/items/1");
  const Response stream = Site{
      Method::get, "/", [] {
        return Stream{"text/csv", [](BodyWriter& out) { return out.write("a,b"); }, 3};
      }}.ask(get("/"));
  EXPECT_EQ(stream.headers().get(header::content_type), "text/csv");
  EXPECT_EQ(stream.body_size(), 3u);
}

TEST(Handle, AllFaultsOfARequestTogether) {
  Site site{Method::post, "/{id}",
            [](Path<"id", int>, Query<Paging>, Header<"X-Key", Text<1, 3>>, Cookie<"sid", int>, Body<NewItem>) {
              return NoContent{};
            }};
  const std::string text = site.text(post("/x?pageSize=0", R"({"name":"","extra":1})").header("X-Key", "long"));
  EXPECT_TRUE(text.starts_with("422 "));
  for (const std::string pointer : {"id", "pageSize", "X-Key", "sid", "/name", "/quantity", "/extra"}) {
    EXPECT_NE(text.find("\"pointer\":\"" + pointer + "\""), std::string::npos) << pointer << " in " << text;
  }
}

TEST(Handle, AParameterGivenTwiceIsAFault) {
  Site query{Method::get, "/", [](QueryValue<"q", int>) { return NoContent{}; }};
  EXPECT_EQ(query.ask(get("/?q=1")).status(), Status::no_content);
  EXPECT_NE(query.text(get("/?q=1&q=2")).find("duplicate_field"), std::string::npos);
  Site paging{Method::get, "/", [](Query<Paging>) { return NoContent{}; }};
  EXPECT_EQ(paging.ask(get("/?pageSize=5&tag=a&tag=b")).status(), Status::no_content);
  EXPECT_NE(paging.text(get("/?pageSize=5&pageSize=5")).find("duplicate_field"), std::string::npos);
  Site header{Method::get, "/", [](Header<"X-Key", std::string>) { return NoContent{}; }};
  EXPECT_EQ(header.ask(get("/").header("x-key", "1")).status(), Status::no_content);
  EXPECT_NE(header.text(get("/").header("X-Key", "1").header("x-key", "2")).find("duplicate_field"), std::string::npos);
  Site cookie{Method::get, "/", [](Cookie<"sid", std::string>) { return NoContent{}; }};
  EXPECT_EQ(cookie.ask(get("/").header("Cookie", "sid=1; theme=2; sid=1")).status(), Status::no_content);
  EXPECT_NE(cookie.text(get("/").header("Cookie", "sid=1; sid=2")).find("duplicate_field"), std::string::npos);
  EXPECT_NE(cookie.text(get("/").header("Cookie", "sid=1").header("Cookie", "sid=")).find("duplicate_field"),
            std::string::npos);
}

TEST(Handle, AllValuesOfAQueryParameterAreCountedAndChecked) {
  Site site{Method::get, "/", [](QueryValue<"tag", Items<int, 1, 2>>) { return NoContent{}; }};
  EXPECT_NE(site.text(get("/")).find("too_few"), std::string::npos);
  EXPECT_EQ(site.ask(get("/?tag=1&tag=2")).status(), Status::no_content);
  EXPECT_NE(site.text(get("/?tag=1&tag=2&tag=3")).find("too_many"), std::string::npos);
  Site optional{Method::get, "/", [](QueryValue<"tag", std::optional<std::vector<int>>> tag) {
                  return static_cast<int>(tag->value_or(std::vector{7}).size());
                }};
  EXPECT_EQ(optional.text(get("/")), "200 1");
  EXPECT_EQ(optional.text(get("/?tag=1&tag=2")), "200 2");
}

TEST(Handle, ABadQueryStringIsNoRequest) {
  Site site{Method::get, "/", [](QueryValue<"q", std::optional<std::string>>) { return NoContent{}; }};
  EXPECT_EQ(site.ask(get("/?q=%FF")).status(), Status::bad_request);
}

TEST(Handle, ABodyMustBeJson) {
  Site site{Method::post, "/", [](Body<NewItem>) { return NoContent{}; }};
  const std::string good = R"({"name":"a","quantity":1})";
  const auto send = [&](std::string type, std::string body) {
    return site.ask(RequestBuilder{Method::post, "/"}.header("Content-Type", std::move(type)).body(std::move(body)))
        .status();
  };
  EXPECT_EQ(send("application/json", good), Status::no_content);
  EXPECT_EQ(send("application/merge-patch+json; charset=UTF-8", good), Status::no_content);
  EXPECT_EQ(send("text/plain", good), Status::unsupported_media_type);
  EXPECT_EQ(send("application/json; charset=latin1", good), Status::unsupported_media_type);
  EXPECT_EQ(send("nonsense", good), Status::unsupported_media_type);
  EXPECT_EQ(send("application/json", "{"), Status::bad_request);
  EXPECT_EQ(send("application/json", ""), Status::bad_request);
  EXPECT_EQ(send("application/json", "{}"), Status::unprocessable_content);
  EXPECT_EQ(site.ask(RequestBuilder{Method::post, "/"}.body(good)).status(), Status::unsupported_media_type);
  EXPECT_EQ(site.ask(RequestBuilder{Method::post, "/"}).status(), Status::bad_request);
}

TEST(Handle, ABodyMustNotBeCompressed) {
  Site site{Method::post, "/", [](Body<NewItem>) { return NoContent{}; }};
  const Response response = site.ask(post("/", "\x1f\x8b").header("Content-Encoding", "gzip"));
  EXPECT_EQ(response.status(), Status::unsupported_media_type);
  EXPECT_EQ(response.headers().get(header::accept_encoding), "identity");
  EXPECT_EQ(site.ask(post("/", "{}").header("Content-Encoding", "identity, gzip")).status(),
            Status::unsupported_media_type);
  for (const char* none : {"identity", "IDENTITY", " identity , identity", "", ","}) {
    const auto request = post("/", R"({"name":"a","quantity":1})").header("Content-Encoding", none);
    EXPECT_EQ(site.ask(request).status(), Status::no_content) << none;
  }
}

TEST(Handle, AnOptionalBodyMayBeAbsent) {
  Site site{Method::post, "/", [](Body<std::optional<NewItem>> body) { return body->has_value(); }};
  EXPECT_EQ(site.text(RequestBuilder{Method::post, "/"}), "200 false");
  EXPECT_EQ(site.text(post("/", "")), "200 false");
  EXPECT_EQ(site.text(post("/", R"({"name":"a","quantity":1})")), "200 true");
}

TEST(Handle, AnExtractorThatRefusesComesBeforeTheFaultsOfTheRequest) {
  bool ran = false;
  Site site{Method::post, "/{id}", [&ran](Path<"id", int>, Body<NewItem>, User) {
              ran = true;
              return NoContent{};
            }};
  EXPECT_EQ(site.ask(post("/x", "{")).status(), Status::unauthorized);
  EXPECT_EQ(site.ask(post("/x", "{").header("X-User", "ann")).status(), Status::bad_request);
  EXPECT_FALSE(ran);
}

TEST(Handle, ArgumentsCanBeMadeByHand) {
  EXPECT_EQ(plain_function(Path<"id", int>{7}).id, 7);
  const Body<Item> body{{3, "x"}};
  const Item& item = body;
  EXPECT_EQ(item.id + body->id + (*body).id, 9);
}

TEST(Handle, MoveOnlyCapturesAreFine) {
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): the site owns it
  Site site{Method::get, "/", [name = std::make_unique<std::string>("owned")] { return Item{1, *name}; }};
  EXPECT_EQ(site.text(get("/")), R"(200 {"id":1,"name":"owned"})");
}

TEST(Handle, DescribesWhatTheSignatureSays) {
  const Endpoint endpoint =
      make_handler([](Path<"id", int>, Query<Paging>, QueryValue<"q", std::optional<std::string>>,
                      Header<"X-Key", std::string>, Body<NewItem>, User) { return Created{Item{}, "/items/{}", 1}; });
  const Operation& operation = *endpoint.operation;
  ASSERT_EQ(operation.parameters.size(), 6u);
  EXPECT_EQ(operation.parameters[0].in, In::path);
  EXPECT_EQ(operation.parameters[0].name, "id");
  EXPECT_EQ(operation.parameters[0].type, &json::type_of<int>());
  EXPECT_TRUE(operation.parameters[0].required);
  EXPECT_EQ(operation.parameters[1].name, "pageSize");
  EXPECT_FALSE(operation.parameters[1].required);
  EXPECT_EQ(operation.parameters[2].type, &json::type_of<std::string>());
  EXPECT_EQ(operation.parameters[3].type, &json::type_of<std::vector<std::string>>());
  EXPECT_FALSE(operation.parameters[3].required);
  EXPECT_FALSE(operation.find(In::query, "q")->required);
  EXPECT_TRUE(operation.find(In::header, "X-Key")->required);
  EXPECT_EQ(operation.body->type, &json::type_of<NewItem>());
  EXPECT_TRUE(operation.body->required);
  ASSERT_EQ(operation.answers.size(), 1u);
  EXPECT_EQ(operation.answers[0].status, Status::created);
  EXPECT_EQ(operation.answers[0].type, &json::type_of<Item>());
  EXPECT_EQ(operation.answers[0].headers, std::vector<std::string>{"Location"});
  EXPECT_EQ(operation.security, std::vector<SecurityNeed>{"user"});
  EXPECT_EQ(operation.errors, (std::vector<Status>{Status::bad_request, Status::unauthorized, Status::content_too_large,
                                                   Status::unsupported_media_type, Status::unprocessable_content}));
}

TEST(Handle, DescribesAListThatMayNotBeEmptyAsRequired) {
  struct Filter {
    Items<int, 1, 9> category;
    Items<int, 1, 9> page = {1};
    std::optional<Items<int, 1, 9>> shop;
    Items<int, 0, 9> tag;
  };
  const Endpoint endpoint =
      make_handler([](Query<Filter>, QueryValue<"size", Items<int, 1, 9>>) { return NoContent{}; });
  const auto is_required = [&](std::string_view name) { return endpoint.operation->find(In::query, name)->required; };
  EXPECT_TRUE(is_required("category"));
  EXPECT_FALSE(is_required("page"));
  EXPECT_FALSE(is_required("shop"));
  EXPECT_FALSE(is_required("tag"));
  EXPECT_TRUE(is_required("size"));
}

TEST(Handle, RefusesAPatternWithoutAParameterOfTheSignature) {
  Routes routes;
  RouteGroup shops = routes.root().group("/shops/{shop}");
  EXPECT_NO_THROW(
      add(shops, Method::get, "/items/{id}", [](Path<"shop", int>, Path<"id", int>) { return NoContent{}; }));
  EXPECT_THROW(add(shops, Method::get, "/items/{item}", plain_function), Invalid);
}

TEST(Handle, RefusesAParameterThatNoTextCanBe) {
  EXPECT_THROW(make_handler([](QueryValue<"q", Item>) { return NoContent{}; }), Internal);
  EXPECT_THROW(make_handler([](QueryValue<"q", std::array<int, 2>>) { return NoContent{}; }), Internal);
  EXPECT_THROW(make_handler([](Header<"X-Key", std::vector<int>>) { return NoContent{}; }), Internal);
}

}  // namespace
}  // namespace tenon::http
