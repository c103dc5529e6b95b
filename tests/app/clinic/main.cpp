#include <stdlib.h>

#include <string_view>

#include <tenon/app.hpp>

#include "beside.hpp"
#include "named.hpp"

/// An application whose schema says where its database is: beside itself, or in a variable that SCHEMA=named reads.
int main(int argc, char** argv) {
  tenon::App app{argc, argv};
  const char* schema = getenv("SCHEMA");
  if (schema && schema == std::string_view("named")) {
    app.resource(app.database<named::Client>().patient, "/patients");
  } else {
    app.resource(app.database<beside::Client>().patient, "/patients");
  }
  return app.run();
}
