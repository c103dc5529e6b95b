#include "support/store_app.hpp"

int main(int argc, char** argv) {
  tenon::App app{argc, argv};
  store::build(app);
  return app.run();
}
