#include "clinic_fixture.hpp"

namespace clinic {
namespace {

using tenon::http::Method;

class Admin : public ClinicTest {
 protected:
  Answer with_key(std::string key, Method method = Method::get, std::string target = "/admin/patients") {
    return client().send({method, std::move(target), {}, {{"X-Api-Key", std::move(key)}}});
  }
};

TEST_F(Admin, IsClosedWithoutTheKey) {
  for (const char* target : {"/admin/doctors", "/admin/appointments", "/admin/report?from=2030-01-01&to=2030-01-31"}) {
    const Answer refused = client().get(target);
    EXPECT_EQ(refused.code(), 401) << target;
    EXPECT_EQ(code(refused), "no_api_key");
  }
  EXPECT_EQ(client().delete_("/admin/doctors/" + doctor("Dietz")).code(), 401);
  EXPECT_EQ(get("/api/doctors?count=true")["total"].as_int64(), 3);
}

TEST_F(Admin, IsClosedWithAnotherKey) {
  for (const char* key : {"sesam", "sesame!", "Sesame", "tesame"}) {
    EXPECT_EQ(with_key(key).code(), 401);
    EXPECT_EQ(code(with_key(key)), "wrong_api_key");
  }
}

TEST_F(Admin, SaysHowToGetIn) {
  EXPECT_EQ(client().get("/admin/doctors").header("www-authenticate"),
            R"(ApiKey realm="Clinic", in="header", name="X-Api-Key")");
  EXPECT_EQ(with_key("wrong").header("www-authenticate"), R"(ApiKey realm="Clinic", in="header", name="X-Api-Key")");
}

TEST_F(Admin, IsClosedWithTwoKeys) {
  const Answer refused =
      client().send({Method::get, "/admin/patients", {}, {{"X-Api-Key", "sesame"}, {"X-Api-Key", "guess"}}});
  EXPECT_EQ(refused.code(), 400);
  EXPECT_EQ(code(refused), "repeated_field");
}

TEST_F(Admin, IsOpenWithTheKey) {
  EXPECT_EQ(with_key("sesame").code(), 200);
  EXPECT_EQ(with_key("sesame", Method::delete_, "/admin/doctors/" + doctor("Dietz")).code(), 204);
}

TEST(AdminWithoutKey, IsClosedToEverybody) {
  tenon::App app{tenon::testing::environment({{"ADMIN_KEY", ""}})};
  build(app);
  tenon::testing::Client client{app};
  for (const char* key : {"", "sesame"}) {
    EXPECT_EQ(client.send({Method::get, "/admin/patients", {}, {{"X-Api-Key", key}}}).code(), 401) << key;
  }
}

TEST_F(Admin, HasItsRoutesInTheApiDocument) {
  const Value document = app.openapi();
  const Value& paths = document["paths"];
  for (const auto& [path, method] : {std::pair{"/api/doctors", "get"},
                                     {"/api/doctors/{id}", "get"},
                                     {"/api/specialties", "get"},
                                     {"/api/patients", "post"},
                                     {"/api/appointments", "post"},
                                     {"/api/appointments/{id}", "get"},
                                     {"/api/appointments/{id}/move", "post"},
                                     {"/api/appointments/{id}/cancel", "post"},
                                     {"/admin/doctors/{id}", "patch"},
                                     {"/admin/shifts", "post"},
                                     {"/admin/appointments", "get"},
                                     {"/admin/appointments/{id}/complete", "post"},
                                     {"/admin/report", "get"}}) {
    EXPECT_TRUE(paths[path][method].is_object()) << method << " " << path;
  }
  EXPECT_FALSE(paths["/api/doctors"]["post"].is_object());
  EXPECT_TRUE(paths["/admin/report"]["get"]["security"][0]["clinic_key"].is_array());
  EXPECT_TRUE(paths["/admin/report"]["get"]["responses"]["401"].is_object());
  EXPECT_TRUE(paths["/api/doctors"]["get"]["security"].is_null());
  EXPECT_TRUE(paths["/api/appointments"]["post"]["responses"]["409"].is_object());
}

}  // namespace
}  // namespace clinic
