#include <tenon/sql/detail/field_error.hpp>

#include <utility>

namespace tenon::sql::detail {

FieldError field_error(const schema::Field& field, std::string_view code, std::string detail) {
  return {"/" + field.name, std::string(code), std::move(detail)};
}

void throw_invalid(const schema::Field& field, std::string_view code, std::string detail) {
  std::string text = field.model->name + "." + field.name + ": " + detail;
  throw Invalid(std::string(code), std::move(text), {field_error(field, code, std::move(detail))});
}

}  // namespace tenon::sql::detail
