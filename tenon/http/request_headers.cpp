#include <tenon/http/request_headers.hpp>

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
  const std::uint8_t first = first_[static_cast<std::size_t>(id)];
  if (first == 0) return 0;
  std::size_t count = 0;
  for (std::size_t i = first - 1u; i < size_; ++i) count += slots_[i].id == id ? 1 : 0;
  return count;
}

std::string_view RequestHeaders::joined(HeaderId id, std::string& storage) const {
  if (count(id) <= 1) return get(id);
  storage.clear();
  for (const HeaderField field : *this) {
    if (field.id != id) continue;
    if (!storage.empty()) storage += ", ";
    storage += field.value;
  }
  return storage;
}

void RequestHeaders::clear() noexcept {
  base_ = nullptr;
  size_ = 0;
  first_.fill(0);
}

void RequestHeaders::add(HeaderId id, std::uint32_t name_at, std::uint16_t name_size, std::uint32_t value_at,
                         std::uint32_t value_size) noexcept {
  slots_[size_++] = {name_at, value_at, value_size, name_size, id};
  std::uint8_t& first = first_[static_cast<std::size_t>(id)];
  if (first == 0 && id != HeaderId::other) first = static_cast<std::uint8_t>(size_);
}

}  // namespace tenon::http
