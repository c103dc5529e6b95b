#include "clinic_app.hpp"

int main(int argc, char** argv) {
  tenon::App app{argc, argv};
  clinic::build(app);
  return app.run();
}
