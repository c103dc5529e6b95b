// refused: a check is a const function: void(const Row&, app::FieldErrors&)
#include <tenon/app/resource.hpp>

struct Row {
  int stock;
};

void add(tenon::app::Resource& resource) {
  resource.check([](const Row&) { return true; });
}
