#include <string>

#include <tenon/base/text/base64.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/read.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/row_storage.hpp>

namespace tenon::sql {

namespace detail {
namespace {

void write_decimal(const Decimal& value, json::Writer& json) {
  if (value.max_text_size() <= 64) {
    char text[64];
    json.string({text, static_cast<std::size_t>(value.write_to(text) - text)});
  } else {
    json.string(value.to_string());
  }
}

/// Another program may have written anything there, and it would become a part of our own document.
void write_document(const Dialect& dialect, const schema::Field& field, const Cell& cell, json::Writer& json) {
  const std::string text = decode_string(dialect, field, cell);
  if (!json::parse(text)) throw_unexpected(field, cell);
  json.raw(text);
}

void write_instant(Instant instant, json::Writer& json) {
  char text[max_instant_text_size];
  char* end = write_to(text, instant);
  json.string({text, static_cast<std::size_t>(end - text)});
}

}  // namespace

void write_json(const Dialect& dialect, const schema::Field& field, const Cell& cell, json::Writer& json) {
  if (cell.is_null()) {
    json.null();
    return;
  }
  if (field.kind == schema::FieldKind::enumeration) {
    json.string(field.enumeration->values[decode_enum(field, cell)].name);
    return;
  }
  switch (field.scalar) {
    case schema::Scalar::string:
      if (cell.kind() == Cell::Kind::text) {
        json.string(cell.bytes());
      } else {
        json.string(decode_string(dialect, field, cell));
      }
      return;
    case schema::Scalar::boolean: json.boolean(decode_boolean(dialect, field, cell)); return;
    case schema::Scalar::int_: json.number(decode_int(dialect, field, cell)); return;
    case schema::Scalar::big_int: json.number(decode_big_int(dialect, field, cell)); return;
    case schema::Scalar::float_: json.number(decode_float(dialect, field, cell)); return;
    case schema::Scalar::decimal: write_decimal(dialect.decode_decimal(field, cell), json); return;
    case schema::Scalar::date_time: write_instant(dialect.decode_instant(field, cell), json); return;
    case schema::Scalar::json: write_document(dialect, field, cell, json); return;
    case schema::Scalar::bytes:
      if (cell.kind() == Cell::Kind::blob) {
        json.string(text::base64_encode(cell.bytes()));
      } else {
        json.string(text::base64_encode(decode_bytes(dialect, field, cell)));
      }
      return;
  }
}

}  // namespace detail

void Rows::Storage::write_json(json::Writer& json) const {
  json.begin_array();
  for (std::size_t i = 0; i < size(); ++i) write_json(i, json);
  json.end_array();
}

void Rows::Storage::write_json(std::size_t index, json::Writer& json) const {
  try {
    write_members(index, json);
  } catch (const detail::UnexpectedValue& error) {
    detail::rethrow_of_row(error, *model, columns, row(index));
  }
}

void Rows::Storage::write_members(std::size_t index, json::Writer& json) const {
  const std::span<const Cell> values = row(index);
  json.begin_object();
  for (std::size_t i = 0; i < visible; ++i) {
    json.name(columns[i]->name);
    detail::write_json(*dialect, *columns[i], values[i], json);
  }
  for (const Related& each : related) {
    json.name(each.relation->name);
    const Storage& rows = each.rows.storage();
    const std::span<const std::uint32_t> members = each.of(index);
    if (each.relation->is_list()) {
      json.begin_array();
      for (const std::uint32_t member : members) rows.write_json(member, json);
      json.end_array();
    } else if (members.empty()) {
      json.null();
    } else {
      rows.write_json(members.front(), json);
    }
  }
  if (!counted.empty()) {
    json.name("_count").begin_object();
    for (std::size_t i = 0; i < counted.size(); ++i) {
      json.name(counted[i]->name).number(values[first_count + i].integer());
    }
    json.end_object();
  }
  json.end_object();
}

}  // namespace tenon::sql
