#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tenon/json/constraints.hpp>
#include <tenon/json/parameters.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

// What is read can be written, what was written is read as the same, and both readers agree about what is JSON.

namespace {

using namespace tenon;

enum class Status { pending, paid };
struct Card {
  std::string number;
};
struct Transfer {
  std::string iban;
  std::vector<std::variant<Card, Transfer>> parts;
};
struct Document {
  std::optional<bool> flag;
  std::optional<std::int8_t> small;
  std::optional<std::uint64_t> large;
  std::optional<double> real;
  std::optional<float> real32;
  std::optional<std::string> text;
  std::optional<Uuid> id;
  std::optional<Decimal> price;
  std::optional<Instant> at;
  std::optional<Date> day;
  std::optional<Status> status;
  std::optional<Email> email;
  std::optional<Url> url;
  std::optional<Pattern<"^(a|ab)*\\d{1,3}$">> pattern;
  std::vector<Document> children = {};
  std::map<std::string, Items<Between<1, 9>, 0, 3>> map = {};
  std::optional<std::variant<Card, Transfer>> payment;
  json::Value value = false;
};

void require(bool condition) {
  if (!condition) std::abort();
}

template <class T>
void round_trip(std::string_view text, bool is_json, const json::ReadOptions& options = {}) {
  T value{};
  const json::Errors errors = json::read(json::type_of<T>(), &value, text, options);
  require(is_json || !errors.empty());
  require(!is_json || !errors.syntax);
  if (!errors.empty()) return;
  const std::string written = json::to_string(value);
  const auto again = json::read<T>(written);
  require(again.has_value() && json::to_string(*again) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto value = json::parse(text);
  if (!value) require(value.error().offset <= size);
  if (value) {
    const std::string written = json::to_string(*value);
    require(json::to_string(json::parse(written).value()) == written);
    require(json::parse(json::to_pretty_string(*value)).value() == json::parse(written).value());
  }
  round_trip<Document>(text, value.has_value());
  round_trip<Document>(text, value.has_value(), {.ignore_unknown = true});
  round_trip<std::variant<Card, Transfer>>(text, value.has_value());

  Document document;
  for (const json::Member& member : json::type_of<Document>().members()) {
    if (!json::is_readable_from_text(*member.type)) continue;
    void* const place = json::type_of<Document>().locate(member, &document);
    (void)json::read_text(*member.type, place, text);
  }
  require(json::parse(json::to_string(document)).has_value());
  return 0;
}
