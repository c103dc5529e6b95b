#pragma once

namespace tenon::async::detail {

/// A place in one List. An object derives from one node per list that it can be in at the same time (the tag tells them
/// apart). It leaves the list when it is destroyed, so that neither the list nor the object must outlive the other.
template <class Tag>
class ListNode {
 public:
  ListNode() = default;
  ListNode(const ListNode&) = delete;
  ListNode& operator=(const ListNode&) = delete;
  ~ListNode() { unlink(); }

  bool linked() const noexcept { return next_ != nullptr; }
  void unlink() noexcept {
    if (!next_) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = nullptr;
  }

 private:
  template <class T, class OfTag>
  friend class List;

  void link_before(ListNode& node) noexcept {
    previous_ = node.previous_;
    next_ = &node;
    previous_->next_ = this;
    node.previous_ = this;
  }

  ListNode* previous_ = nullptr;
  ListNode* next_ = nullptr;
};

/// A doubly linked list that owns nothing and allocates nothing.
template <class T, class Tag>
class List {
 public:
  List() noexcept { head_.previous_ = head_.next_ = &head_; }
  ~List() { clear(); }

  bool empty() const noexcept { return head_.next_ == &head_; }
  T& front() noexcept { return static_cast<T&>(*head_.next_); }
  T& back() noexcept { return static_cast<T&>(*head_.previous_); }

  void push_back(T& item) noexcept { node(item).link_before(head_); }
  void push_front(T& item) noexcept { node(item).link_before(*head_.next_); }
  T& pop_front() noexcept {
    T& item = front();
    node(item).unlink();
    return item;
  }
  void clear() noexcept {
    while (!empty()) pop_front();
  }
  /// Moves all of `other` to the end of this list.
  void append(List& other) noexcept {
    if (other.empty()) return;
    ListNode<Tag>* first = other.head_.next_;
    ListNode<Tag>* last = other.head_.previous_;
    other.head_.previous_ = other.head_.next_ = &other.head_;
    first->previous_ = head_.previous_;
    head_.previous_->next_ = first;
    last->next_ = &head_;
    head_.previous_ = last;
  }
  /// The first item, or null.
  T* first() noexcept { return empty() ? nullptr : &front(); }
  /// The item after `item`, or null at the end.
  T* after(T& item) noexcept {
    ListNode<Tag>* next = node(item).next_;
    return next == &head_ ? nullptr : static_cast<T*>(next);
  }

 private:
  static ListNode<Tag>& node(T& item) noexcept { return item; }

  ListNode<Tag> head_;
};

}  // namespace tenon::async::detail
