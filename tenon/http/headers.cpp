#include <tenon/http/headers.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/header_block.hpp>

namespace tenon::http {

Headers::Headers(Headers&& other) noexcept { take(other); }

Headers& Headers::operator=(Headers&& other) noexcept {
  if (this != &other) {
    clear();
    take(other);
  }
  return *this;
}

Headers::Headers(const Headers& other) {
  for (std::size_t i = 0; i < other.size_; ++i) {
    const Slot& slot = other.slots()[i];
    const std::string_view name{slot.name, slot.name_size};
    const std::string_view value{slot.value, slot.value_size};
    const HeaderName written = slot.id != HeaderId::other ? HeaderName{slot.id} : HeaderName{name};
    if (slot.value_owned || slot.value_inside) {
      add_copy(written, value);
    } else {
      add(written, HeaderValue::of_static(value));
    }
  }
  if (other.block_) set_defaults(*other.block_);
}

void Headers::take(Headers& other) noexcept {
  heap_ = std::exchange(other.heap_, nullptr);
  block_ = std::exchange(other.block_, nullptr);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, static_cast<std::uint32_t>(inline_capacity));
  block_size_ = std::exchange(other.block_size_, 0);
  room_used_ = std::exchange(other.room_used_, static_cast<std::uint16_t>(0));
  on_heap_ = std::exchange(other.on_heap_, false);
  ids_ = std::exchange(other.ids_, {});
  if (!heap_) std::copy_n(other.inline_, size_, inline_);
  if (room_used_ == 0) return;
  std::copy_n(other.room_, room_used_, room_);
  for (std::size_t i = 0; i < size_; ++i) {
    Slot& slot = slots()[i];
    if (slot.value_inside) slot.value = room_ + (slot.value - other.room_);
  }
}

void Headers::grow() {
  const std::uint32_t capacity = capacity_ * 2;
  auto* larger = new Slot[capacity];
  std::copy_n(slots(), size_, larger);
  delete[] heap_;
  heap_ = larger;
  capacity_ = capacity;
  on_heap_ = true;
}

inline Headers::Slot& Headers::append(HeaderId id, std::string_view name, bool owned) {
  if (size_ == capacity_) grow();
  Slot& slot = slots()[size_++];
  slot = {.name = name.data(),
          .value = "",
          .value_size = 0,
          .name_size = static_cast<std::uint16_t>(name.size()),
          .id = id,
          .name_owned = owned,
          .value_owned = false,
          .value_inside = false};
  return slot;
}

Headers::Slot& Headers::append_unknown(const HeaderName& name) {
  const std::string_view text = name.text();
  if (name.is_static()) return append(HeaderId::other, text, false);
  std::unique_ptr<char[]> copy(new char[text.size()]);
  std::memcpy(copy.get(), text.data(), text.size());
  on_heap_ = true;
  Slot& slot = append(HeaderId::other, {copy.get(), text.size()}, true);
  copy.release();
  return slot;
}

/// A field without a value yet.
inline Headers::Slot& Headers::append(const HeaderName& name) {
  const HeaderId id = name.id();
  if (id == HeaderId::other) return append_unknown(name);
  if (block_ && block_->ids().contains(id)) take_block_in();
  Slot& slot = append(id, name_of(id), false);
  ids_.insert(id);
  return slot;
}

void Headers::add(const HeaderName& name, HeaderValue value) {
  Slot& slot = append(name);
  const HeaderValue::Bytes bytes = value.release();
  slot.value = bytes.text;
  slot.value_size = bytes.size;
  if (!bytes.owned) return;
  slot.value_owned = true;
  on_heap_ = true;
}

void Headers::set(const HeaderName& name, HeaderValue value) {
  if (contains(name)) remove(name);
  add(name, std::move(value));
}

void Headers::add_copy(const HeaderName& name, std::string_view text) {
  if (text.size() > room_size - room_used_) return add(name, HeaderValue{text});
  detail::check_field_value(text);
  Slot& slot = append(name);
  char* const copy = room_ + room_used_;
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  slot.value = copy;
  slot.value_size = static_cast<std::uint32_t>(text.size());
  slot.value_inside = true;
  room_used_ = static_cast<std::uint16_t>(room_used_ + text.size());
}

/// The text may be the value that is replaced.
void Headers::set_copy(const HeaderName& name, std::string_view text) {
  if (contains(name)) return set(name, HeaderValue{text});
  add_copy(name, text);
}

void Headers::set_defaults(const HeaderBlock& block) {
  if (!block_ && !ids_.intersects(block.ids())) {
    block_ = &block;
    block_size_ = static_cast<std::uint32_t>(block.size());
    ids_.insert(block.ids());
    return;
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    const HeaderField field = block[i];
    if (!contains(field.id)) add(field.id, HeaderValue::of_static(field.value));
  }
}

/// Makes the fields of the block fields like the others, so that one of them can be changed.
void Headers::take_block_in() {
  const HeaderBlock& block = *std::exchange(block_, nullptr);
  block_size_ = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const HeaderField field = block[i];
    add(field.id, HeaderValue::of_static(field.value));
  }
}

void Headers::own_defaults() {
  if (!block_) return;
  const HeaderBlock& block = *std::exchange(block_, nullptr);
  block_size_ = 0;
  for (std::size_t i = 0; i < block.size(); ++i) add_copy(block[i].id, block[i].value);
}

HeaderField Headers::block_field(std::size_t index) const noexcept { return (*block_)[index]; }

void Headers::add_to_list(const HeaderName& name, std::string_view element) {
  const std::size_t index = index_of(name);
  if (index == size()) return add(name, element);
  const std::string_view list = (*this)[index].value;
  for (std::string_view part : text::split(list, ',')) {
    if (text::iequals(text::trim(part), element)) return;
  }
  std::string longer{list};
  if (!text::trim(list).empty()) longer += ", ";
  longer += element;
  set(name, longer);
}

std::size_t Headers::remove(const HeaderName& name) {
  const HeaderId id = name.id();
  if (block_ && block_->ids().contains(id)) take_block_in();
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
  ids_.erase(id);
  return std::exchange(size_, kept) - kept;
}

void Headers::clear() noexcept {
  if (std::exchange(on_heap_, false)) {
    for (std::uint32_t i = 0; i < size_; ++i) destroy(slots()[i]);
    delete[] std::exchange(heap_, nullptr);
    capacity_ = inline_capacity;
  }
  block_ = nullptr;
  size_ = block_size_ = 0;
  room_used_ = 0;
  ids_.clear();
}

std::string_view Headers::get(const HeaderName& name) const noexcept {
  const std::size_t index = index_of(name);
  return index == size() ? std::string_view{} : (*this)[index].value;
}

std::size_t Headers::index_of(const HeaderName& name) const noexcept {
  const HeaderId id = name.id();
  if (id != HeaderId::other && !contains(id)) return size();
  const std::string_view text = name.text();
  for (std::size_t index = 0; index < size_; ++index) {
    if (matches(slots()[index], id, text)) return index;
  }
  for (std::size_t index = size_; index < size(); ++index) {
    if (block_field(index - size_).id == id) return index;
  }
  return size();
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
