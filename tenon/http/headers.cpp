#include <tenon/http/headers.hpp>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::http {

Headers::Headers(Headers&& other) noexcept { take(other); }

Headers& Headers::operator=(Headers&& other) noexcept {
  if (this != &other) {
    if (size_ != 0 || heap_) clear();
    take(other);
  }
  return *this;
}

Headers::Headers(const Headers& other) {
  for (std::size_t i = 0; i < other.size_; ++i) {
    const Slot& slot = other.slots()[i];
    const std::string_view value{slot.value, slot.value_size};
    const std::string_view name{slot.name, slot.name_size};
    add(slot.id != HeaderId::other ? HeaderName{slot.id} : HeaderName{name},
        slot.value_owned ? HeaderValue{value} : HeaderValue::of_static(value));
  }
}

void Headers::take(Headers& other) noexcept {
  heap_ = std::exchange(other.heap_, nullptr);
  capacity_ = std::exchange(other.capacity_, static_cast<std::uint32_t>(inline_capacity));
  size_ = std::exchange(other.size_, 0);
  std::copy(std::begin(other.known_), std::end(other.known_), known_);
  std::fill(std::begin(other.known_), std::end(other.known_), 0);
  if (!heap_) std::copy_n(other.inline_, size_, inline_);
}

void Headers::grow() {
  const std::uint32_t capacity = capacity_ * 2;
  auto* larger = new Slot[capacity];
  std::copy_n(slots(), size_, larger);
  delete[] heap_;
  heap_ = larger;
  capacity_ = capacity;
}

Headers::Slot& Headers::append(HeaderId id, std::string_view name, HeaderValue&& value) {
  if (size_ == capacity_) grow();
  const HeaderValue::Bytes bytes = value.release();
  Slot& slot = slots()[size_++];
  slot = {.name = name.data(),
          .value = bytes.text,
          .value_size = bytes.size,
          .name_size = static_cast<std::uint16_t>(name.size()),
          .id = id,
          .name_owned = false,
          .value_owned = bytes.owned};
  if (id != HeaderId::other) known_[word_of(id)] |= bit_of(id);
  return slot;
}

void Headers::add(const HeaderName& name, HeaderValue value) {
  const HeaderId id = name.id();
  if (id != HeaderId::other) {
    append(id, name_of(id), std::move(value));
  } else if (name.is_static()) {
    append(id, name.text(), std::move(value));
  } else {
    const std::string_view text = name.text();
    std::unique_ptr<char[]> copy(new char[text.size()]);
    std::memcpy(copy.get(), text.data(), text.size());
    append(id, {copy.get(), text.size()}, std::move(value)).name_owned = true;
    copy.release();
  }
}

void Headers::set(const HeaderName& name, HeaderValue value) {
  const HeaderId id = name.id();
  if (id == HeaderId::other || contains(id)) remove(name);
  add(name, std::move(value));
}

void Headers::add_to_list(const HeaderName& name, std::string_view element) {
  const std::size_t index = index_of(name);
  if (index == size_) return add(name, element);
  const Slot& slot = slots()[index];
  const std::string_view list{slot.value, slot.value_size};
  for (std::string_view part : text::split(list, ',')) {
    if (text::iequals(text::trim(part), element)) return;
  }
  std::string longer{list};
  if (!text::trim(list).empty()) longer += ", ";
  longer += element;
  set(name, longer);
}

std::size_t Headers::remove(const HeaderName& name) noexcept {
  const HeaderId id = name.id();
  const std::string_view text = name.text();
  Slot* const all = slots();
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < size_; ++i) {
    if (matches(all[i], id, text)) {
      destroy(all[i]);
    } else {
      all[kept++] = all[i];
    }
  }
  if (id != HeaderId::other) known_[word_of(id)] &= ~bit_of(id);
  return std::exchange(size_, kept) - kept;
}

void Headers::clear() noexcept {
  for (std::uint32_t i = 0; i < size_; ++i) destroy(slots()[i]);
  size_ = 0;
  std::fill(std::begin(known_), std::end(known_), 0);
  delete[] std::exchange(heap_, nullptr);
  capacity_ = inline_capacity;
}

std::string_view Headers::get(const HeaderName& name) const noexcept {
  const std::size_t index = index_of(name);
  return index == size_ ? std::string_view{} : (*this)[index].value;
}

std::size_t Headers::index_of(const HeaderName& name) const noexcept {
  const HeaderId id = name.id();
  if (id != HeaderId::other && !contains(id)) return size_;
  const std::string_view text = name.text();
  std::size_t index = 0;
  while (index < size_ && !matches(slots()[index], id, text)) ++index;
  return index;
}

bool Headers::matches(const Slot& slot, HeaderId id, std::string_view text) noexcept {
  if (slot.id != id) return false;
  return id != HeaderId::other || text::iequals({slot.name, slot.name_size}, text);
}

void Headers::destroy(Slot& slot) noexcept {
  if (slot.name_owned) delete[] slot.name;
  if (slot.value_owned) delete[] slot.value;
}

}  // namespace tenon::http
