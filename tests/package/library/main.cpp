#include <tenon/app.hpp>

#include "library.hpp"

using namespace tenon;

namespace library {

/// Made by tenon_migrations() of CMake from migrations/.
std::vector<app::Migration> migrations();

}  // namespace library

int main(int argc, char** argv) {
  App app{argc, argv};
  auto& db = app.database<library::Client>();
  app.set_migrations(library::migrations());

  app.resource(db.author, "/authors");
  app.resource(db.book, "/books").include({"author"});

  return app.run();
}
