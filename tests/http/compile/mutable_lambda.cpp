// refused: a handler is called by several loops at once and cannot be a mutable lambda
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([count = 0]() mutable { return ++count; });
