#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/schema/model.hpp>

namespace tenon::sql::detail {

/// "/price": where the field stands in a document of its model.
FieldError field_error(const schema::Field& field, std::string_view code, std::string detail);
/// Throws Invalid with this one error; its code is also the error's.
[[noreturn]] void throw_invalid(const schema::Field& field, std::string_view code, std::string detail);

}  // namespace tenon::sql::detail
