// refused: this type is none of those in tenon/json/describe.hpp; specialise Describe
#include <tenon/http/handle.hpp>

using namespace tenon;

class Hidden {
 public:
  Hidden() : number_(0) {}

 private:
  int number_;
};

auto endpoint = http::make_handler([](Body<Hidden>) { return NoContent{}; });
