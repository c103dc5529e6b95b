#include <tenon/http/request_headers.hpp>

#include <utility>

#include <tenon/base/text/ascii.hpp>

namespace tenon::http {

std::optional<std::string_view> RequestHeaders::find(HeaderId id) const noexcept {
  const std::uint8_t at = first_[static_cast<std::size_t>(id)];
  if (at == 0) return std::nullopt;
  return value_of(slots_[at - 1u]);
}

std::optional<std::string_view> RequestHeaders::find(std::string_view name) const noexcept {
  const HeaderId id = header_id(name);
  if (id != HeaderId::other) return find(id);
  for (const HeaderField field : *this) {
    if (field.id == HeaderId::other && text::iequals(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t RequestHeaders::count(HeaderId id) const noexcept {
  std::size_t count = 0;
  for_each(id, [&](std::string_view) { ++count; });
  return count;
}

std::size_t RequestHeaders::count(std::string_view name) const noexcept {
  const HeaderId id = header_id(name);
  if (id != HeaderId::other) return count(id);
  std::size_t count = 0;
  for (const HeaderField field : *this) {
    if (field.id == HeaderId::other && text::iequals(field.name, name)) ++count;
  }
  return count;
}

std::string_view RequestHeaders::joined(HeaderId id, std::string& storage) const {
  if (count(id) <= 1) return get(id);
  storage.clear();
  bool first = true;
  for_each(id, [&](std::string_view value) {
    if (!std::exchange(first, false)) storage += ", ";
    storage += value;
  });
  return storage;
}

}  // namespace tenon::http
