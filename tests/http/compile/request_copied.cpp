// refused: a handler takes the request as `Request&`, it cannot be copied
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([](Request) { return http::NoContent{}; });
