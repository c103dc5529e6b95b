#include <tenon/schema/detail/operator_class.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace tenon::schema::detail {
namespace {

/// The BRIN classes of one column type come in families: {Bloom, MinMax, MinMaxMulti, Inclusion}.
struct BrinFamily {
  std::string_view prefix;  ///< "TimestampTz" in "TimestampTzBloomOps"
  std::string_view sql;
  Scalar scalar;
  std::string_view kinds;  ///< B, M, N (multi), I
};

constexpr std::array brin_families{
    BrinFamily{"Bit", "bit", Scalar::string, "M"},
    BrinFamily{"VarBit", "varbit", Scalar::string, "M"},
    BrinFamily{"Bpchar", "bpchar", Scalar::string, "BM"},
    BrinFamily{"Bytea", "bytea", Scalar::bytes, "BM"},
    BrinFamily{"Date", "date", Scalar::date_time, "BMN"},
    BrinFamily{"Float4", "float4", Scalar::float_, "BMN"},
    BrinFamily{"Float8", "float8", Scalar::float_, "BMN"},
    BrinFamily{"Inet", "inet", Scalar::string, "BMNI"},
    BrinFamily{"Int2", "int2", Scalar::int_, "BMN"},
    BrinFamily{"Int4", "int4", Scalar::int_, "BMN"},
    BrinFamily{"Int8", "int8", Scalar::big_int, "BMN"},
    BrinFamily{"Numeric", "numeric", Scalar::decimal, "BMN"},
    BrinFamily{"Oid", "oid", Scalar::int_, "BMN"},
    BrinFamily{"Text", "text", Scalar::string, "BM"},
    BrinFamily{"Timestamp", "timestamp", Scalar::date_time, "BMN"},
    BrinFamily{"TimestampTz", "timestamptz", Scalar::date_time, "BMN"},
    BrinFamily{"Time", "time", Scalar::date_time, "BMN"},
    BrinFamily{"TimeTz", "timetz", Scalar::date_time, "BMN"},
    BrinFamily{"Uuid", "uuid", Scalar::string, "BMN"},
};

struct BrinKind {
  char letter;
  std::string_view suffix;
  std::string_view sql;
};

constexpr std::array brin_kinds{
    BrinKind{'B', "BloomOps", "_bloom_ops"},
    BrinKind{'M', "MinMaxOps", "_minmax_ops"},
    BrinKind{'N', "MinMaxMultiOps", "_minmax_multi_ops"},
    BrinKind{'I', "InclusionOps", "_inclusion_ops"},
};

struct Found {
  std::string_view algorithm;  ///< empty: Gist and SpGist
  Scalar scalar;
  bool list;
  std::string sql;
};

std::optional<Found> find(std::string_view name) {
  if (name == "InetOps") return Found{"", Scalar::string, false, "inet_ops"};
  if (name == "JsonbOps") return Found{"Gin", Scalar::json, false, "jsonb_ops"};
  if (name == "JsonbPathOps") return Found{"Gin", Scalar::json, false, "jsonb_path_ops"};
  if (name == "ArrayOps") return Found{"Gin", Scalar::string, true, "array_ops"};
  if (name == "TextOps") return Found{"SpGist", Scalar::string, false, "text_ops"};
  for (const BrinFamily& family : brin_families) {
    if (!name.starts_with(family.prefix)) continue;
    for (const BrinKind& kind : brin_kinds) {
      if (name.substr(family.prefix.size()) != kind.suffix) continue;
      if (family.kinds.find(kind.letter) == std::string_view::npos) continue;
      return Found{"Brin", family.scalar, false, std::string{family.sql} + std::string{kind.sql}};
    }
  }
  return std::nullopt;
}

bool is_native(const Field& field, std::string_view name) {
  return field.native_type && field.native_type->name == name;
}

}  // namespace

bool is_operator_class(std::string_view name) { return find(name).has_value(); }

bool fits_index(std::string_view name, std::string_view algorithm) {
  auto found = find(name);
  if (!found) return false;
  if (found->algorithm.empty()) return algorithm == "Gist" || algorithm == "SpGist";
  return found->algorithm == algorithm;
}

bool fits_field(std::string_view name, const Field& field) {
  auto found = find(name);
  if (!found || field.kind == FieldKind::unsupported) return true;
  if (found->list || field.is_list()) return found->list == field.is_list();
  return field.kind == FieldKind::scalar && field.scalar == found->scalar;
}

std::string operator_class_sql(std::string_view name) {
  auto found = find(name);
  return found ? found->sql : std::string{name};
}

bool has_default_operator_class(std::string_view algorithm, const Field& field) noexcept {
  if (field.kind == FieldKind::unsupported) return true;
  if (algorithm == "Gin") {
    return field.is_list() ||
           (field.kind == FieldKind::scalar && field.scalar == Scalar::json && !is_native(field, "Json"));
  }
  if (algorithm == "Gist") return is_native(field, "Inet");
  if (algorithm == "SpGist") {
    bool text = field.kind == FieldKind::scalar && field.scalar == Scalar::string && !field.is_list();
    return text && (!field.native_type || is_native(field, "Text") || is_native(field, "VarChar") ||
                    is_native(field, "Char") || is_native(field, "Inet"));
  }
  if (algorithm == "Brin") {
    if (field.kind != FieldKind::scalar || field.is_list()) return false;
    return field.scalar != Scalar::boolean && field.scalar != Scalar::json && !is_native(field, "Xml") &&
           !is_native(field, "Citext") && !is_native(field, "Money");
  }
  return true;
}

}  // namespace tenon::schema::detail
