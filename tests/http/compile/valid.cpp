// accepted
#include <tenon/http/handle.hpp>

using namespace tenon;

struct Item {
  int id = 0;
};

auto endpoint = http::make_handler([](Path<"id", int> id, Request&) -> Task<Item> { co_return Item{id}; });
