// refused: a handler's parameter must be Path, Query, QueryValue, Header, Cookie, Body, Request& or a type with a
// static extract(Request&)
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([](int) { return http::NoContent{}; });
