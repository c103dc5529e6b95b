// refused: the_location_needs_one_value_for_each_pair_of_braces
// clang: call to immediate function
#include <tenon/http/handle.hpp>

using namespace tenon;

struct Item {
  int id = 0;
};

auto endpoint = http::make_handler([]() -> Created<Item> { return Created{Item{}, "/items/{}"}; });
