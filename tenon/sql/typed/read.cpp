#include <tenon/sql/typed/detail/read.hpp>

namespace tenon::sql::typed {

void read(const Field& field, const Cell& cell, json::Value& out) {
  auto value = json::parse(detail::decode_string(field, cell));
  if (!value) detail::throw_unexpected(field, cell);
  out = std::move(value).value();
}

namespace {

template <class T>
void read_held(const Value& value, std::optional<T>& out) {
  if (const T* held = value.get_if<T>()) out = *held;
}

}  // namespace

void read(const Field&, const Value& value, std::optional<bool>& out) { read_held(value, out); }
void read(const Field&, const Value& value, std::optional<std::int64_t>& out) { read_held(value, out); }
void read(const Field&, const Value& value, std::optional<double>& out) { read_held(value, out); }
void read(const Field&, const Value& value, std::optional<Decimal>& out) { read_held(value, out); }
void read(const Field&, const Value& value, std::optional<Instant>& out) { read_held(value, out); }
void read(const Field&, const Value& value, std::optional<std::string>& out) { read_held(value, out); }
void read(const Field&, const Value& value, std::optional<Blob>& out) { read_held(value, out); }

void read(const Field&, const Value& value, std::optional<std::int32_t>& out) {
  if (const auto* held = value.get_if<std::int64_t>()) out = static_cast<std::int32_t>(*held);
}

void read(const Field& field, const Value& value, std::optional<json::Value>& out) {
  if (const auto* held = value.get_if<JsonText>()) read(field, Cell::of_text(held->text), out.emplace());
}

std::optional<std::size_t> enumerator(const Field& field, const Value& value) {
  const auto* name = value.get_if<std::string>();
  if (!name) return std::nullopt;
  return static_cast<std::size_t>(field.enumeration->find(*name) - field.enumeration->values.data());
}

}  // namespace tenon::sql::typed
