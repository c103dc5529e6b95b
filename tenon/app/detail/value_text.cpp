#include <tenon/app/detail/value_text.hpp>

#include <cstdint>
#include <type_traits>
#include <variant>

#include <tenon/base/text/base64.hpp>
#include <tenon/json/write.hpp>

namespace tenon::app::detail {

std::optional<std::string> text_of(const sql::Value& value) {
  return std::visit(
      [](const auto& held) -> std::optional<std::string> {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::nullptr_t>) {
          return std::nullopt;
        } else if constexpr (std::is_same_v<T, bool>) {
          return held ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return std::to_string(held);
        } else if constexpr (std::is_same_v<T, double>) {
          return json::to_string(held);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return held;
        } else if constexpr (std::is_same_v<T, sql::Blob>) {
          return text::base64_encode(std::string_view(held.bytes));
        } else if constexpr (std::is_same_v<T, sql::JsonText>) {
          return held.text;
        } else if constexpr (std::is_same_v<T, Instant>) {
          return tenon::to_string(held);
        } else {
          return held.to_string();
        }
      },
      value.held());
}

}  // namespace tenon::app::detail
