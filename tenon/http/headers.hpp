#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <tenon/http/header_name.hpp>
#include <tenon/http/header_value.hpp>

namespace tenon::http {

class HeaderBlock;

/// One field of a message as it is read: views into the message.
struct HeaderField {
  HeaderId id = HeaderId::other;
  std::string_view name;
  std::string_view value;
};

/// Walks through the fields of a message, which gives them by index.
template <class Fields>
class FieldIterator {
 public:
  FieldIterator(const Fields& fields, std::size_t index) noexcept : fields_{&fields}, index_{index} {}
  HeaderField operator*() const noexcept { return (*fields_)[index_]; }
  FieldIterator& operator++() noexcept {
    ++index_;
    return *this;
  }
  bool operator==(const FieldIterator&) const = default;

 private:
  const Fields* fields_;
  std::size_t index_;
};

/// Text that is known only when the program runs.
template <class T>
concept HeaderText = std::same_as<T, std::string_view> || std::same_as<T, std::string>;

/// The fields of a message that is being written, in the order in which they will be sent.
///
/// The first eight fields and the first bytes of copied values live inside the object; a known name and a literal value
/// cost no allocation. The fields that frame a message (Content-Length, Transfer-Encoding, Connection) and Date are
/// written by the codec, which leaves out any that stand here.
class Headers {
 public:
  Headers() noexcept {}
  Headers(Headers&& other) noexcept;
  Headers& operator=(Headers&& other) noexcept;
  Headers(const Headers& other);
  Headers& operator=(const Headers& other) { return *this = Headers{other}; }
  ~Headers() {
    if (on_heap_) clear();
  }

  /// Adds a field beside those of the same name: for names whose value is a list, and Set-Cookie.
  void add(const HeaderName& name, HeaderValue value);
  /// Replaces all fields of this name by one.
  void set(const HeaderName& name, HeaderValue value);
  /// The same with a copy of the text. Throws Invalid ("bad_header_value") like HeaderValue.
  template <HeaderText T>
  void add(const HeaderName& name, const T& text) {
    add_copy(name, text);
  }
  template <HeaderText T>
  void set(const HeaderName& name, const T& text) {
    set_copy(name, text);
  }
  /// Adds the field unless the name is there: what middleware does with its defaults.
  void set_default(const HeaderName& name, HeaderValue value) {
    if (!contains(name)) add(name, static_cast<HeaderValue&&>(value));
  }
  /// The same for each field of the block, which must outlive the message: it is only pointed at where none of its
  /// names is there, as is the rule.
  void set_defaults(const HeaderBlock& block);
  /// Copies what set_defaults() points at, for a message that may live longer.
  void own_defaults();
  /// Appends an element to a list field ("Vary: Origin" becomes "Vary: Origin, Accept") unless it is there
  /// already, compared without case.
  void add_to_list(const HeaderName& name, std::string_view element);
  /// Removes all fields of the name; how many there were.
  std::size_t remove(const HeaderName& name);
  void clear() noexcept;

  bool contains(const HeaderName& name) const noexcept {
    const HeaderId id = name.id();
    return id != HeaderId::other ? contains(id) : index_of(name) != size();
  }
  bool contains(HeaderId id) const noexcept { return ids_.contains(id); }
  /// The first field's value; empty when there is none.
  std::string_view get(const HeaderName& name) const noexcept;
  std::string_view get(HeaderId id) const noexcept {
    if (!contains(id)) return {};
    std::size_t index = 0;
    while ((*this)[index].id != id) ++index;
    return (*this)[index].value;
  }

  std::size_t size() const noexcept { return size_ + block_size_; }
  bool empty() const noexcept { return size() == 0; }
  HeaderField operator[](std::size_t index) const noexcept {
    if (index >= size_) return block_field(index - size_);
    return field_of(slots()[index]);
  }

  using Iterator = FieldIterator<Headers>;
  Iterator begin() const noexcept { return {*this, 0}; }
  Iterator end() const noexcept { return {*this, size()}; }

  // For codecs that write a block as one piece.

  /// The last fields of all, or null.
  const HeaderBlock* block() const noexcept { return block_; }
  /// Calls `visit(field)` for each field that stands before those of the block.
  template <class Visit>
  void visit_before_block(Visit visit) const {
    const Slot* slot = slots();
    for (const Slot* const end = slot + size_; slot != end; ++slot) visit(field_of(*slot));
  }

 private:
  struct Slot {
    const char* name;
    const char* value;
    std::uint32_t value_size;
    std::uint16_t name_size;
    HeaderId id;
    bool name_owned : 1;
    bool value_owned : 1;
    bool value_inside : 1;  // in room_
  };
  static constexpr std::size_t inline_capacity = 8;
  static constexpr std::size_t room_size = 128;

  Slot* slots() noexcept { return heap_ ? heap_ : inline_; }
  const Slot* slots() const noexcept { return heap_ ? heap_ : inline_; }
  void add_copy(const HeaderName& name, std::string_view text);
  void set_copy(const HeaderName& name, std::string_view text);
  static HeaderField field_of(const Slot& slot) noexcept {
    return {slot.id, {slot.name, slot.name_size}, {slot.value, slot.value_size}};
  }
  Slot& append(const HeaderName& name);
  Slot& append(HeaderId id, std::string_view name, bool owned);
  Slot& append_unknown(const HeaderName& name);
  std::size_t index_of(const HeaderName& name) const noexcept;
  HeaderField block_field(std::size_t index) const noexcept;
  static bool matches(const Slot& slot, HeaderId id, std::string_view text) noexcept;
  static void destroy(Slot& slot) noexcept;
  void take(Headers& other) noexcept;
  void take_block_in();
  void grow();

  Slot* heap_ = nullptr;
  const HeaderBlock* block_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = inline_capacity;
  std::uint32_t block_size_ = 0;
  std::uint16_t room_used_ = 0;
  bool on_heap_ = false;  // something is
  HeaderIds ids_;         // that are there
  Slot inline_[inline_capacity];
  char room_[room_size];
};

}  // namespace tenon::http
