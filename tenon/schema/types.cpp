#include <tenon/schema/types.hpp>

namespace tenon::schema {

std::string_view to_string(Scalar scalar) noexcept {
  switch (scalar) {
    case Scalar::string: return "String";
    case Scalar::boolean: return "Boolean";
    case Scalar::int_: return "Int";
    case Scalar::big_int: return "BigInt";
    case Scalar::float_: return "Float";
    case Scalar::decimal: return "Decimal";
    case Scalar::date_time: return "DateTime";
    case Scalar::json: return "Json";
    case Scalar::bytes: return "Bytes";
  }
  return "";
}

std::string_view to_string(ReferentialAction action) noexcept {
  switch (action) {
    case ReferentialAction::cascade: return "Cascade";
    case ReferentialAction::restrict_: return "Restrict";
    case ReferentialAction::no_action: return "NoAction";
    case ReferentialAction::set_null: return "SetNull";
    case ReferentialAction::set_default: return "SetDefault";
  }
  return "";
}

std::string_view to_string(Provider provider) noexcept {
  switch (provider) {
    case Provider::none: return "";
    case Provider::postgresql: return "postgresql";
    case Provider::sqlite: return "sqlite";
    case Provider::mongodb: return "mongodb";
  }
  return "";
}

}  // namespace tenon::schema
