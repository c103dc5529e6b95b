#pragma once

namespace tenon::sql::detail {

/// A base for what arguments consist of: tells an object that was made from a copy of its bytes.
///
/// g++ 12 makes the members of an aggregate that is written within a co_await expression, copies their bytes into the
/// aggregate, and destroys both (tenon/async/README.md, rule 6); and `co_await db.product.find_many({.where = …})` is how
/// the client is meant to be used. So an owner of memory remembers where it was made. A copy of its bytes, which lies
/// elsewhere, may be read while the original lives (to the end of the expression), is copied where it would be moved,
/// and leaves it to the original to destroy what they share. tests/sql/typed/argument_test.cpp holds compilers to it.
class Original {
 protected:
  Original() noexcept : made_at_(this) {}
  Original(const Original&) noexcept : Original() {}
  Original& operator=(const Original&) noexcept { return *this; }
  ~Original() = default;

  bool is_original() const noexcept { return made_at_ == this; }
  /// From here on this object owns what it holds.
  void become_original() noexcept { made_at_ = this; }

 private:
  const Original* made_at_;
};

/// The base for what owns nothing: a copy of its bytes is as good as any.
class NeedsNoOriginal {
 protected:
  static constexpr bool is_original() noexcept { return true; }
  static constexpr void become_original() noexcept {}
};

}  // namespace tenon::sql::detail
