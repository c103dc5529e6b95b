#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

/// The models of the recorded schema.
std::string blog_models() {
  const std::string schema = read_test_data("prisma-client/schema.prisma");
  return schema.substr(schema.find("enum Role"));
}

}  // namespace

Blog::Blog(const TestEngine& engine) : JsonOperations(engine, blog_models()) {
  create_many("User", R"([
      {"email": "ann@x", "name": "Ann", "age": 30, "role": "ADMIN", "money": "10.50", "big": 7, "score": 1.5},
      {"email": "bob@x", "name": "bob", "money": "0.1", "big": 8},
      {"email": "cy@x", "age": 20, "money": "0.2"},
      {"email": "dan@x", "name": "Dan", "age": 40, "active": false, "money": 100, "score": 2.5}])");
  create_many("Post", R"([
      {"title": "Alpha", "views": 5, "published": true, "authorId": 1},
      {"title": "beta", "views": 3, "authorId": 1},
      {"title": "Gamma%_*", "authorId": 2},
      {"title": "delta", "views": 9, "published": true}])");
  create("Tag", R"({"id": "r", "name": "red", "posts": {"connect": [{"id": 1}, {"id": 2}]}})");
  create("Tag", R"({"id": "b", "name": "blue", "posts": {"connect": {"id": 1}}})");
  create("Tag", R"({"id": "g", "name": "green"})");
  create_many("Comment", R"([{"postId": 1, "n": 1, "text": "first"}, {"postId": 1, "n": 2, "text": "second"},
                             {"postId": 3, "n": 1, "text": "third"}])");
  create_many("Profile", R"([{"bio": "a", "userId": 1}, {"bio": "b", "userId": 2}])");
  db.record() = {};
}

std::string Blog::views(int id) {
  return find_many("Post", R"({"where": {"id": )" + std::to_string(id) + R"(}, "select": {"views": true}})");
}

}  // namespace tenon::sql::testing
