// refused: a handler cannot return a pointer; for plain text return Response::text(...)
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([] { return "hello"; });
