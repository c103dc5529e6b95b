// refused: this type is none of those in tenon/json/describe.hpp; specialise Describe
#include <tenon/http/handle.hpp>

using namespace tenon;

class Hidden {
 public:
  explicit Hidden(int number) : number_(number) {}

 private:
  int number_;
};

auto endpoint = http::make_handler([] { return Hidden{7}; });
