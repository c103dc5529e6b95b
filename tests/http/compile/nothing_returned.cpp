// refused: a handler returns its answer; return NoContent when there is nothing to say
#include <tenon/http/handle.hpp>

using namespace tenon;

auto endpoint = http::make_handler([]() -> Task<> { co_return; });
