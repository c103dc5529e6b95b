#include <tenon/http/extensions.hpp>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

struct User {
  std::string name;
};
struct Large {
  std::array<char, 500> bytes;
};

TEST(Extensions, KeepOneObjectOfEachType) {
  Extensions extensions;
  EXPECT_EQ(extensions.get<User>(), nullptr);
  extensions.set(User{"ada"});
  extensions.set(7);
  ASSERT_NE(extensions.get<User>(), nullptr);
  EXPECT_EQ(extensions.get<User>()->name, "ada");
  EXPECT_EQ(*extensions.get<int>(), 7);
  EXPECT_EQ(extensions.get<long>(), nullptr);

  const Extensions& constant = extensions;
  EXPECT_EQ(constant.get<User>(), extensions.get<User>());
}

TEST(Extensions, ReplaceWhatWasSetBefore) {
  Extensions extensions;
  extensions.set(User{"ada"});
  extensions.set(std::string{"between"});
  extensions.set(User{"grace"}).name += " h.";
  EXPECT_EQ(extensions.get<User>()->name, "grace h.");
  EXPECT_EQ(*extensions.get<std::string>(), "between");
}

TEST(Extensions, HoldObjectsThatDoNotFitInside) {
  Extensions extensions;
  extensions.set(Large{}).bytes[499] = 'x';
  extensions.set(std::make_unique<int>(1));
  for (int i = 0; i < 20; ++i) extensions.set(User{std::string(100, 'a')});
  EXPECT_EQ(extensions.get<Large>()->bytes[499], 'x');
  EXPECT_EQ(extensions.get<User>()->name.size(), 100u);
}

template <int N>
struct Witness {
  std::vector<int>* gone;
  explicit Witness(std::vector<int>& list) : gone{&list} {}
  Witness(Witness&& other) noexcept : gone{std::exchange(other.gone, nullptr)} {}
  ~Witness() {
    if (gone) gone->push_back(N);
  }
};

TEST(Extensions, AreDestroyedNewestFirst) {
  std::vector<int> gone;
  {
    Extensions extensions;
    extensions.set(Witness<1>{gone});
    extensions.set(Witness<2>{gone});
    extensions.set(Witness<3>{gone});
    extensions.set(Witness<1>{gone});
    EXPECT_EQ(gone, (std::vector{1}));
  }
  EXPECT_EQ(gone, (std::vector{1, 1, 3, 2}));
}

}  // namespace
}  // namespace tenon::http
