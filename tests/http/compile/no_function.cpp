// refused: a handler must be a function or a lambda whose parameter types are written out, without auto and overloads
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler(7);
