#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tenon/http/header_name.hpp>
#include <tenon/http/header_value.hpp>

namespace tenon::http {

/// One field of a message as it is read: views into the message.
struct HeaderField {
  HeaderId id = HeaderId::other;
  std::string_view name;
  std::string_view value;
};

/// The fields of a message that is being written, in the order in which they will be sent.
///
/// The first eight live inside the object; a known name and a literal value cost no allocation. A move copies
/// plain words. The fields that frame a message (Content-Length, Transfer-Encoding, Connection) and Date are
/// written by the codec, which leaves out any that stand here.
class Headers {
 public:
  Headers() noexcept {}
  Headers(Headers&& other) noexcept;
  Headers& operator=(Headers&& other) noexcept;
  Headers(const Headers& other);
  Headers& operator=(const Headers& other) { return *this = Headers{other}; }
  ~Headers() {
    if (size_ != 0 || heap_) clear();
  }

  /// Adds a field beside those of the same name: for names whose value is a list, and Set-Cookie.
  void add(const HeaderName& name, HeaderValue value);
  /// Replaces all fields of this name by one.
  void set(const HeaderName& name, HeaderValue value);
  /// Adds the field unless the name is there: what middleware does with its defaults.
  void set_default(const HeaderName& name, HeaderValue value) {
    if (!contains(name)) add(name, static_cast<HeaderValue&&>(value));
  }
  void set_default(HeaderId id, const HeaderValue& value) {
    if (!contains(id)) add(id, value);
  }
  /// Appends an element to a list field ("Vary: Origin" becomes "Vary: Origin, Accept") unless it is there
  /// already, compared without case.
  void add_to_list(const HeaderName& name, std::string_view element);
  /// Removes all fields of the name; how many there were.
  std::size_t remove(const HeaderName& name) noexcept;
  void clear() noexcept;

  bool contains(const HeaderName& name) const noexcept { return index_of(name) != size_; }
  bool contains(HeaderId id) const noexcept { return (known_[word_of(id)] & bit_of(id)) != 0; }
  /// The first field's value; empty when there is none.
  std::string_view get(const HeaderName& name) const noexcept;

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  HeaderField operator[](std::size_t index) const noexcept {
    const Slot& slot = slots()[index];
    return {slot.id, {slot.name, slot.name_size}, {slot.value, slot.value_size}};
  }

  class Iterator {
   public:
    Iterator(const Headers& headers, std::size_t index) noexcept : headers_{&headers}, index_{index} {}
    HeaderField operator*() const noexcept { return (*headers_)[index_]; }
    Iterator& operator++() noexcept {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Headers* headers_;
    std::size_t index_;
  };
  Iterator begin() const noexcept { return {*this, 0}; }
  Iterator end() const noexcept { return {*this, size_}; }

 private:
  struct Slot {
    const char* name;
    const char* value;
    std::uint32_t value_size;
    std::uint16_t name_size;
    HeaderId id;
    bool name_owned : 1;
    bool value_owned : 1;
  };
  static constexpr std::size_t inline_capacity = 8;

  Slot* slots() noexcept { return heap_ ? heap_ : inline_; }
  const Slot* slots() const noexcept { return heap_ ? heap_ : inline_; }
  static constexpr std::size_t word_of(HeaderId id) noexcept { return static_cast<std::size_t>(id) / 64; }
  static constexpr std::uint64_t bit_of(HeaderId id) noexcept {
    return std::uint64_t{1} << (static_cast<std::size_t>(id) % 64);
  }
  Slot& append(HeaderId id, std::string_view name, HeaderValue&& value);
  std::size_t index_of(const HeaderName& name) const noexcept;
  static bool matches(const Slot& slot, HeaderId id, std::string_view text) noexcept;
  static void destroy(Slot& slot) noexcept;
  void take(Headers& other) noexcept;
  void grow();

  Slot* heap_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = inline_capacity;
  std::uint64_t known_[(known_header_count + 63) / 64] = {};  // the ids that are there, but other
  Slot inline_[inline_capacity];
};

}  // namespace tenon::http
