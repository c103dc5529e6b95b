// refused: call to
#include <tenon/http/response.hpp>

using namespace tenon;

Response answer() { return Response{}.with("X Shop", "toys"); }
