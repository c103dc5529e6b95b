#include "shop_app.hpp"

int main(int argc, char** argv) {
  tenon::App app{argc, argv};
  shop::build(app);
  return app.run();
}
