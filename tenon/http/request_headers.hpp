#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/http/headers.hpp>

namespace tenon::http {

/// The fields of a received message: a flat array of places in the memory that the codec received, so that
/// nothing is copied and the whole moves with that memory. Known names are found by one array access, other
/// names by a scan.
///
/// Views that it hands out are valid as long as the message.
class RequestHeaders {
 public:
  /// More fields than this cannot be held; the limit of a server (HeadLimits::fields) is at most this.
  static constexpr std::size_t max_size = 128;

  RequestHeaders() noexcept { first_.fill(0); }

  /// The value of the first field of this name; nothing when there is none (which differs from an empty
  /// value).
  std::optional<std::string_view> find(HeaderId id) const noexcept;
  std::optional<std::string_view> find(std::string_view name) const noexcept;

  /// The same, with an empty view for a field that is not there.
  std::string_view get(HeaderId id) const noexcept {
    const std::uint8_t at = first_[static_cast<std::size_t>(id)];
    return at == 0 ? std::string_view{} : value_of(slots_[at - 1]);
  }
  std::string_view get(std::string_view name) const noexcept { return find(name).value_or(std::string_view{}); }

  bool contains(HeaderId id) const noexcept { return first_[static_cast<std::size_t>(id)] != 0; }
  bool contains(std::string_view name) const noexcept { return find(name).has_value(); }
  /// How many fields have this name.
  std::size_t count(HeaderId id) const noexcept;
  std::size_t count(std::string_view name) const noexcept;

  /// The values of all fields of this name joined by ", ", which is what a list field means when it is
  /// repeated (RFC 9110 section 5.3). Copies nothing when there is one.
  std::string_view joined(HeaderId id, std::string& storage) const;

  /// Calls `visit(value)` for each field of this known name, in their order.
  template <class Visit>
  void for_each(HeaderId id, Visit visit) const {
    const std::uint8_t first = first_[static_cast<std::size_t>(id)];
    if (first == 0) return;
    for (std::size_t i = first - 1u; i < size_; ++i) {
      if (slots_[i].id == id) visit(value_of(slots_[i]));
    }
  }

  std::size_t size() const noexcept { return size_; }
  HeaderField operator[](std::size_t index) const noexcept {
    const Slot& slot = slots_[index];
    return {slot.id, name_of(slot), value_of(slot)};
  }

  using Iterator = FieldIterator<RequestHeaders>;
  Iterator begin() const noexcept { return {*this, 0}; }
  Iterator end() const noexcept { return {*this, size_}; }

  // For codecs.

  void clear() noexcept {
    for (std::uint32_t i = 0; i < size_; ++i) first_[static_cast<std::size_t>(slots_[i].id)] = 0;
    base_ = nullptr;
    size_ = 0;
  }
  /// Where the message's memory is now; all fields were given as places relative to it.
  void set_base(const char* base) noexcept { base_ = base; }
  /// Adds a field by its place in the memory. The caller has checked both texts and size() < max_size.
  void add(HeaderId id, std::uint32_t name_at, std::uint16_t name_size, std::uint32_t value_at,
           std::uint32_t value_size) noexcept {
    slots_[size_++] = {name_at, value_at, value_size, name_size, id};
    std::uint8_t& first = first_[static_cast<std::size_t>(id)];
    if (first == 0 && id != HeaderId::other) first = static_cast<std::uint8_t>(size_);
  }

 private:
  struct Slot {
    std::uint32_t name_at;
    std::uint32_t value_at;
    std::uint32_t value_size;
    std::uint16_t name_size;
    HeaderId id;
  };

  std::string_view name_of(const Slot& slot) const noexcept { return {base_ + slot.name_at, slot.name_size}; }
  std::string_view value_of(const Slot& slot) const noexcept { return {base_ + slot.value_at, slot.value_size}; }

  const char* base_ = nullptr;
  std::uint32_t size_ = 0;
  /// By known name: 1 + the index of its first field. first_[other] stays 0.
  std::array<std::uint8_t, known_header_count> first_;
  std::array<Slot, max_size> slots_;
};

}  // namespace tenon::http
