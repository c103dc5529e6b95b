#include <tenon/base/decimal.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

// Decimal against two methods that share nothing with it: 128-bit integers, and school arithmetic on digits in text.
namespace tenon {
namespace {

__extension__ using Wide = __int128;

std::string print(Wide value, int scale) {
  const bool negative = value < 0;
  std::string text;
  for (; value != 0; value /= 10)
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(value % 10) * (negative ? -1 : 1)));
  while (static_cast<int>(text.size()) <= scale) text.insert(text.begin(), '0');
  if (scale > 0) text.insert(text.end() - scale, '.');
  return negative ? "-" + text : text;
}

Wide power(int exponent) { return exponent == 0 ? 1 : 10 * power(exponent - 1); }

class Source {
 public:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }

  /// Any number of bits is as likely as any other, so that small, large and bordering values all turn up.
  std::int64_t integer() {
    const auto bits = 1 + below(63);
    const auto value = static_cast<std::int64_t>(engine_() >> (64 - bits));
    return below(2) == 0 ? value : -value;
  }

  /// Digits with long runs of 0 and 9, where carries happen.
  std::string digits(std::size_t size) {
    std::string text;
    while (text.size() < size) {
      const std::size_t run = 1 + below(12);
      const std::size_t kind = below(3);
      for (std::size_t i = 0; i < run; ++i) {
        text += kind == 0 ? '0' : kind == 1 ? '9' : static_cast<char>('0' + below(10));
      }
    }
    text.resize(size);
    return text;
  }

 private:
  std::mt19937_64 engine_{20'240'229};
};

TEST(DecimalProperty, AgreesWith128BitIntegers) {
  Source source;
  for (int round = 0; round < 60'000; ++round) {
    const std::int64_t x = source.integer();
    const std::int64_t y = source.integer();
    const int x_scale = static_cast<int>(source.below(19));
    const int y_scale = static_cast<int>(source.below(19));
    const Decimal a = Decimal::scaled(x, x_scale);
    const Decimal b = Decimal::scaled(y, y_scale);
    ASSERT_EQ(a.to_string(), print(x, x_scale));
    ASSERT_EQ(Decimal::parse(a.to_string()), a);
    ASSERT_EQ((a * b).to_string(), print(static_cast<Wide>(x) * y, x_scale + y_scale));

    const int scale = std::max(x_scale, y_scale);
    const Wide first = x * power(scale - x_scale);
    const Wide second = y * power(scale - y_scale);
    ASSERT_EQ((a + b).to_string(), print(first + second, scale));
    ASSERT_EQ((a - b).to_string(), print(first - second, scale));
    ASSERT_EQ(a < b, first < second);
    ASSERT_EQ(a == b, first == second);
    if (second == 0) continue;
    // Cut off, the quotient is what integers give.
    ASSERT_EQ(a.divide(b, 0, Rounding::down).to_string(), print(first / second, 0));
  }
}

TEST(DecimalProperty, RoundsTo128BitIntegers) {
  Source source;
  for (int round = 0; round < 60'000; ++round) {
    const std::int64_t x = source.integer();
    const int scale = 1 + static_cast<int>(source.below(18));
    const int wanted = static_cast<int>(source.below(static_cast<std::size_t>(scale)));
    const Wide unit = power(scale - wanted);
    const Wide cut = x / unit;
    const Wide rest = x % unit < 0 ? -(x % unit) : x % unit;
    const Wide away = cut + (x < 0 ? -1 : 1);
    const Decimal value = Decimal::scaled(x, scale);
    ASSERT_EQ(value.round(wanted, Rounding::down).to_string(), print(cut, wanted));
    ASSERT_EQ(value.round(wanted, Rounding::up).to_string(), print(rest == 0 ? cut : away, wanted));
    ASSERT_EQ(value.round(wanted, Rounding::half_up).to_string(), print(2 * rest >= unit ? away : cut, wanted));
    ASSERT_EQ(value.round(wanted, Rounding::half_down).to_string(), print(2 * rest > unit ? away : cut, wanted));
    const bool even_goes_away = 2 * rest > unit || (2 * rest == unit && cut % 2 != 0);
    ASSERT_EQ(value.round(wanted, Rounding::half_even).to_string(), print(even_goes_away ? away : cut, wanted));
  }
}

std::string without_leading_zeros(const std::string& digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

std::string school_sum(std::string a, std::string b) {
  const std::size_t size = std::max(a.size(), b.size()) + 1;
  a.insert(0, size - a.size(), '0');
  b.insert(0, size - b.size(), '0');
  int carry = 0;
  for (std::size_t i = size; i-- > 0;) {
    const int digit = (a[i] - '0') + (b[i] - '0') + carry;
    a[i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  return without_leading_zeros(a);
}

std::string school_product(const std::string& a, const std::string& b) {
  std::string product(a.size() + b.size(), '0');
  for (std::size_t i = a.size(); i-- > 0;) {
    int carry = 0;
    for (std::size_t j = b.size(); j-- > 0;) {
      const int digit = (product[i + j + 1] - '0') + (a[i] - '0') * (b[j] - '0') + carry;
      product[i + j + 1] = static_cast<char>('0' + digit % 10);
      carry = digit / 10;
    }
    product[i] = static_cast<char>('0' + carry);
  }
  return without_leading_zeros(product);
}

TEST(DecimalProperty, AgreesWithSchoolArithmeticOnLongNumbers) {
  Source source;
  for (int round = 0; round < 1'500; ++round) {
    const std::string x = without_leading_zeros(source.digits(1 + source.below(120)));
    const std::string y = without_leading_zeros(source.digits(1 + source.below(120)));
    const Decimal a = *Decimal::parse(x);
    const Decimal b = *Decimal::parse(y);
    ASSERT_EQ(a.to_string(), x);
    ASSERT_EQ((a + b).to_string(), school_sum(x, y));
    ASSERT_EQ((a * b).to_string(), school_product(x, y));
    ASSERT_EQ(a + b - b, a);
    ASSERT_EQ(-(a - b), b - a);
    ASSERT_EQ(a < b, x.size() != y.size() ? x.size() < y.size() : x < y);
  }
}

TEST(DecimalProperty, MultipliesBackWhatItDivided) {
  Source source;
  for (int round = 0; round < 3'000; ++round) {
    const Decimal a = *Decimal::parse(source.digits(1 + source.below(150)) + "." + source.digits(1 + source.below(60)));
    const Decimal b = *Decimal::parse(source.digits(1 + source.below(90)) + "." + source.digits(1 + source.below(60)));
    if (b.is_zero()) continue;
    const int scale = static_cast<int>(source.below(80));
    const Decimal quotient = a.divide(b, scale, Rounding::down);
    const Decimal rest = a - quotient * b;
    ASSERT_GE(rest, 0);
    ASSERT_LT(rest, b * Decimal::scaled(1, scale));
    ASSERT_EQ(quotient.scale(), scale);
    ASSERT_EQ((a * b).divide(b, a.scale()), a);
  }
}

TEST(DecimalProperty, KeepsValueHashAndOrderWhenTheScaleGrows) {
  Source source;
  for (int round = 0; round < 5'000; ++round) {
    const Decimal a = *Decimal::parse(source.digits(1 + source.below(40)) + "." + source.digits(1 + source.below(20)));
    const Decimal longer = a.round(a.scale() + 1 + static_cast<int>(source.below(40)));
    ASSERT_EQ(a, longer);
    ASSERT_EQ(a.hash(), longer.hash());
    ASSERT_EQ(longer.normalized().to_string(), a.normalized().to_string());
    const Decimal least = Decimal::scaled(1, longer.scale());
    ASSERT_LT(a, longer + least);
    ASSERT_GT(a, longer - least);
    ASSERT_NE(a, longer + least);
  }
}

}  // namespace
}  // namespace tenon
