#include <tenon/app/field_errors.hpp>

#include <utility>

#include <tenon/json/pointer.hpp>

namespace tenon::app {

void FieldErrors::add(std::string_view field, std::string code, std::string detail) {
  std::string pointer;
  json::append_to_pointer(pointer, field);
  add({std::move(pointer), std::move(code), std::move(detail)});
}

}  // namespace tenon::app
