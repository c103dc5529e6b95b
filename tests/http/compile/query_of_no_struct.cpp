// refused: Query<T> fills a struct; for one parameter write QueryValue
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([](Query<int>) { return http::NoContent{}; });
