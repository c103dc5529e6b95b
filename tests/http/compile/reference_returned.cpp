// refused: a handler returns a value, not a reference
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([](Request& request) -> Request& { return request; });
