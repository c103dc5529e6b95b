#include <tenon/sql/detail/defaults.hpp>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include <tenon/base/error.hpp>
#include <tenon/base/random.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/base/uuid.hpp>

namespace tenon::sql::detail {
namespace {

constexpr std::string_view base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view url_safe = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";

std::uint64_t milliseconds(Instant now) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
}

void append_random(std::string& text, std::string_view alphabet, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) text += alphabet[random_below(alphabet.size())];
}

/// The last `digits` digits of a number.
void append_number(std::string& text, std::string_view alphabet, std::uint64_t number, std::size_t digits) {
  const std::size_t begin = text.size();
  text.resize(begin + digits);
  for (std::size_t i = digits; i-- > 0; number /= alphabet.size()) text[begin + i] = alphabet[number % alphabet.size()];
}

[[noreturn]] void throw_bad_default(const schema::Field& field) {
  throw Internal("bad_default", "The default of " + field.model->name + "." + field.name + " cannot be read.");
}

template <class T>
T parse_number(const schema::Field& field, const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) throw_bad_default(field);
  return value;
}

template <class T>
const T& present(const schema::Field& field, const std::optional<T>& value) {
  if (!value) throw_bad_default(field);
  return *value;
}

Value literal(const schema::Field& field, const std::string& text) {
  if (field.kind == schema::FieldKind::enumeration) return text;
  switch (field.scalar) {
    case schema::Scalar::string: return text;
    case schema::Scalar::boolean: return text == "true";
    case schema::Scalar::int_:
    case schema::Scalar::big_int: return parse_number<std::int64_t>(field, text);
    case schema::Scalar::float_: return parse_number<double>(field, text);
    case schema::Scalar::decimal: return present(field, Decimal::parse(text));
    case schema::Scalar::date_time: return present(field, parse_instant(text));
    case schema::Scalar::json: return JsonText{text};
    case schema::Scalar::bytes: return Blob{present(field, text::base64_decode(text))};
  }
  throw_bad_default(field);
}

}  // namespace

std::string make_cuid(Instant now) {
  static std::atomic<std::uint64_t> counter{random_uint64()};
  std::string text = "c";
  append_number(text, base36, milliseconds(now), 8);
  append_number(text, base36, counter.fetch_add(1, std::memory_order_relaxed), 4);
  append_random(text, base36, 12);
  return text;
}

std::string make_cuid2() {
  std::string text;
  append_random(text, base36.substr(10), 1);
  append_random(text, base36, 23);
  return text;
}

std::string make_ulid(Instant now) {
  std::string text;
  append_number(text, crockford, milliseconds(now), 10);
  append_random(text, crockford, 16);
  return text;
}

std::string make_nanoid(std::size_t length) {
  std::string text;
  append_random(text, url_safe, length);
  return text;
}

Value literal_default(const schema::Field& field) {
  const schema::Default& given = *field.default_value;
  if (given.kind != schema::DefaultKind::literal) throw_bad_default(field);
  return literal(field, given.values.front());
}

Value default_value(const schema::Field& field, Instant now) {
  const schema::Default& given = *field.default_value;
  switch (given.kind) {
    case schema::DefaultKind::literal: return literal_default(field);
    case schema::DefaultKind::now: return now;
    case schema::DefaultKind::uuid: return given.version == 7 ? Uuid::v7() : Uuid::v4();
    case schema::DefaultKind::cuid: return given.version == 2 ? make_cuid2() : make_cuid(now);
    case schema::DefaultKind::ulid: return make_ulid(now);
    case schema::DefaultKind::nanoid: return make_nanoid(given.version == 0 ? 21 : given.version);
    default: throw_bad_default(field);
  }
}

}  // namespace tenon::sql::detail
