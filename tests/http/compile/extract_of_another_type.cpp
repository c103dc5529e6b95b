// refused: extract(Request&) must return the type that it belongs to, or a Task of it
#include <tenon/http/handle.hpp>

using namespace tenon;

struct User {
  static int extract(Request&);
};

auto endpoint = http::make_handler([](User) { return http::NoContent{}; });
