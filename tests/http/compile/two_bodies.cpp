// refused: a request has one body; a handler takes at most one Body parameter
#include <tenon/http/handle.hpp>

using namespace tenon;

struct Item {
  int id = 0;
};

auto endpoint = http::make_handler([](Body<Item>, Body<Item>) { return http::NoContent{}; });
