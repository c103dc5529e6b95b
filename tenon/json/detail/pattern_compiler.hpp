#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tenon/base/fixed_string.hpp>

/// Regular expressions (ECMA-262, flag "u", without what needs backtracking) become programs for a machine that keeps
/// the set of all places where it could be (Thompson 1968), so that no text makes it slow.
namespace tenon::json::detail {

/// Characters from `first` to `last`.
struct PatternRange {
  char32_t first;
  char32_t last;
};

struct PatternStep {
  enum class Op : std::uint8_t {
    match,              ///< one character in (or, if negated, outside) ranges [a, b)
    split,              ///< go on at +a and at +b
    jump,               ///< go on at +a
    begin,              ///< only at the start of the text
    end,                ///< only at its end
    word_boundary,      ///< only between \w and \W
    not_word_boundary,  ///< anywhere else
    accept,
  };
  Op op;
  bool negated = false;
  std::int16_t a = 0;
  std::int16_t b = 0;
};

struct PatternProgram {
  std::span<const PatternStep> steps;
  std::span<const PatternRange> ranges;
};

/// Whether the expression is found anywhere in the text, which is UTF-8.
bool finds(const PatternProgram& program, std::string_view text);

/// Reads one expression; an error in it is a `throw` and so an error of the compiler, which shows the sentence.
class PatternCompiler {
 public:
  std::vector<PatternStep> steps;
  std::vector<PatternRange> ranges;

  constexpr explicit PatternCompiler(std::string_view expression) : rest_(expression) {
    disjunction(0);
    if (!rest_.empty()) throw "pattern: ')' without '('";
    steps.push_back({PatternStep::Op::accept});
  }

 private:
  using Op = PatternStep::Op;
  static constexpr std::size_t max_steps = 4000;
  static constexpr std::size_t max_repetitions = 200;
  static constexpr std::size_t max_groups = 50;

  // Not std::string_view::find: g++ 12 has no constant expression with it under -fsanitize=undefined.
  static constexpr bool is_one_of(char c, std::string_view characters) {
    for (const char one : characters) {
      if (one == c) return true;
    }
    return false;
  }

  constexpr bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
  constexpr bool next_is_one_of(std::string_view characters) const {
    return !rest_.empty() && is_one_of(rest_.front(), characters);
  }
  constexpr bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  /// All alternatives up to the end or a ")".
  constexpr void disjunction(std::size_t depth) {
    if (depth > max_groups) throw "pattern: more than 50 groups within each other";
    const std::size_t start = steps.size();
    alternative(depth);
    if (!take("|")) return;
    const std::size_t end = steps.size();
    insert(start, {Op::split, false, 1, offset(end + 2 - start)});
    steps.push_back({Op::jump});
    disjunction(depth + 1);
    steps[end + 1].a = offset(steps.size() - (end + 1));
  }

  constexpr void alternative(std::size_t depth) {
    while (!rest_.empty() && !next_is('|') && !next_is(')')) {
      const std::size_t start = steps.size();
      if (atom(depth)) quantifier(start);
      if (steps.size() > max_steps) throw "pattern: it is too large";
    }
  }

  /// One atom or assertion; whether a quantifier may follow.
  constexpr bool atom(std::size_t depth) {
    if (take("^")) return assertion(Op::begin);
    if (take("$")) return assertion(Op::end);
    if (take("\\b")) return assertion(Op::word_boundary);
    if (take("\\B")) return assertion(Op::not_word_boundary);
    if (take("(")) {
      if (!take("?:") && next_is('?')) throw "pattern: look-around and named groups are not supported";
      disjunction(depth + 1);
      if (!take(")")) throw "pattern: '(' without ')'";
      return true;
    }
    const std::size_t first_range = ranges.size();
    bool negated = false;
    if (take("[")) {
      negated = take("^");
      while (!take("]")) class_item();
    } else if (take(".")) {
      negated = true;
      for (const char32_t c : {U'\n', U'\r', U'\u2028', U'\u2029'}) ranges.push_back({c, c});
    } else if (next_is('\\')) {
      class_item_at_escape();
    } else {
      if (next_is_one_of("*+?{}]")) {
        throw "pattern: '*', '+', '?', '{', '}' or ']' without anything before it; put a '\\' before it";
      }
      const char32_t c = character();
      ranges.push_back({c, c});
    }
    steps.push_back({Op::match, negated, offset(first_range), offset(ranges.size())});
    return true;
  }

  constexpr bool assertion(Op op) {
    steps.push_back({op});
    if (next_is_one_of("*+?{")) throw "pattern: an assertion cannot be repeated";
    return false;
  }

  /// Repeats what was compiled since `start`.
  constexpr void quantifier(std::size_t start) {
    std::size_t least = 1;
    std::size_t most = 1;
    bool unbounded = false;
    if (take("*")) {
      least = 0;
      unbounded = true;
    } else if (take("+")) {
      unbounded = true;
    } else if (take("?")) {
      least = 0;
    } else if (take("{")) {
      least = most = number();
      if (take(",")) {
        unbounded = next_is('}');
        if (!unbounded) most = number();
      }
      if (!take("}")) throw "pattern: '{' without '}'";
      if (!unbounded && most < least) throw "pattern: the numbers in '{}' are out of order";
    } else {
      return;
    }
    take("?");  // lazy or greedy: the same texts are found
    if (next_is_one_of("*+?{")) throw "pattern: a quantifier after a quantifier";
    repeat(start, least, most, unbounded);
  }

  constexpr void repeat(std::size_t start, std::size_t least, std::size_t most, bool unbounded) {
    const std::vector<PatternStep> block(steps.begin() + offset(start), steps.end());
    const std::size_t size = block.size();
    steps.resize(start);
    if (size * (unbounded ? least + 1 : most) > max_steps) throw "pattern: it is too large";
    for (std::size_t i = 0; i < least; ++i) append(block);
    if (unbounded) {
      steps.push_back({Op::split, false, 1, offset(size + 2)});
      append(block);
      steps.push_back({Op::jump, false, static_cast<std::int16_t>(-offset(size + 1))});
      return;
    }
    for (std::size_t left = most - least; left > 0; --left) {
      steps.push_back({Op::split, false, 1, offset(left * (size + 1))});
      append(block);
    }
  }

  /// One character, range or class within "[]".
  constexpr void class_item() {
    if (rest_.empty()) throw "pattern: '[' without ']'";
    if (next_is('\\') && class_escape()) return;
    const char32_t first = class_character();
    char32_t last = first;
    if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
      take("-");
      last = class_character();
      if (last < first) throw "pattern: a range in '[]' is out of order";
    }
    ranges.push_back({first, last});
  }

  constexpr void class_item_at_escape() {
    if (class_escape()) return;
    const char32_t c = escape();
    ranges.push_back({c, c});
  }

  constexpr char32_t class_character() {
    if (next_is('\\')) return take("\\-") ? U'-' : take("\\b") ? U'\b' : escape();
    return character();
  }

  /// `\d`, `\w`, `\s` and their opposites, if the next is one.
  constexpr bool class_escape() {
    constexpr PatternRange digits[] = {{U'0', U'9'}};
    constexpr PatternRange words[] = {{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}};
    constexpr PatternRange spaces[] = {{U'\t', U'\r'},         {U' ', U' '},           {U'\u00a0', U'\u00a0'},
                                       {U'\u1680', U'\u1680'}, {U'\u2000', U'\u200a'}, {U'\u2028', U'\u2029'},
                                       {U'\u202f', U'\u202f'}, {U'\u205f', U'\u205f'}, {U'\u3000', U'\u3000'},
                                       {U'\ufeff', U'\ufeff'}};
    if (take("\\d")) return add(digits, false);
    if (take("\\D")) return add(digits, true);
    if (take("\\w")) return add(words, false);
    if (take("\\W")) return add(words, true);
    if (take("\\s")) return add(spaces, false);
    if (take("\\S")) return add(spaces, true);
    return false;
  }

  constexpr bool add(std::span<const PatternRange> ascending, bool negated) {
    char32_t after = 0;
    for (const PatternRange& range : ascending) {
      if (!negated) ranges.push_back(range);
      if (negated && range.first > after) ranges.push_back({after, range.first - 1});
      after = range.last + 1;
    }
    if (negated) ranges.push_back({after, U'\U0010ffff'});
    return true;
  }

  /// An escape that stands for one character.
  constexpr char32_t escape() {
    if (rest_.size() < 2) throw "pattern: '\\' at the end";
    const char c = rest_[1];
    rest_.remove_prefix(2);
    switch (c) {
      case 't': return U'\t';
      case 'n': return U'\n';
      case 'v': return U'\v';
      case 'f': return U'\f';
      case 'r': return U'\r';
      case '0': return U'\0';
      case 'x': return hexadecimal(2);
      case 'u': {
        if (!take("{")) return hexadecimal(4);
        std::size_t size = 0;
        while (size < rest_.size() && rest_[size] != '}') ++size;
        if (size == 0 || size > 6 || size == rest_.size()) throw "pattern: \\u{} needs one to six digits";
        const char32_t code_point = hexadecimal(size);
        take("}");
        return code_point;
      }
      default: break;
    }
    if (!is_one_of(c, "^$\\.*+?()[]{}|/")) throw "pattern: this escape is not supported";
    return static_cast<char32_t>(c);
  }

  constexpr char32_t hexadecimal(std::size_t digits) {
    if (rest_.size() < digits) throw "pattern: hexadecimal digits are missing";
    char32_t value = 0;
    for (const char c : rest_.substr(0, digits)) {
      const bool is_digit = c >= '0' && c <= '9';
      const char lower = is_digit ? c : static_cast<char>(c | 0x20);
      if (!is_digit && (lower < 'a' || lower > 'f')) throw "pattern: hexadecimal digits are missing";
      value = value * 16 + static_cast<char32_t>(is_digit ? c - '0' : lower - 'a' + 10);
    }
    rest_.remove_prefix(digits);
    if (value > U'\U0010ffff') throw "pattern: there is no character above U+10FFFF";
    return value;
  }

  /// One character of the expression, which the compiler gives as UTF-8.
  constexpr char32_t character() {
    const auto lead = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (lead < 0x80) return lead;
    char32_t code_point = lead < 0xe0 ? lead & 0x1fU : lead < 0xf0 ? lead & 0x0fU : lead & 0x07U;
    for (int left = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3; left > 0; --left) {
      if (rest_.empty()) throw "pattern: it is not UTF-8";
      code_point = code_point << 6 | (static_cast<unsigned char>(rest_.front()) & 0x3fU);
      rest_.remove_prefix(1);
    }
    return code_point;
  }

  constexpr std::size_t number() {
    std::size_t value = 0;
    std::size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && digits < 4; ++digits) {
      value = value * 10 + static_cast<std::size_t>(rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0) throw "pattern: a number is missing in '{}'; a '{' itself is written '\\{'";
    if (value > max_repetitions) throw "pattern: more than 200 repetitions";
    return value;
  }

  constexpr void append(const std::vector<PatternStep>& block) {
    for (const PatternStep& step : block) steps.push_back(step);
  }
  /// Jumps are relative, so a block can be moved as a whole.
  constexpr void insert(std::size_t at, PatternStep step) {
    steps.push_back(step);
    for (std::size_t i = steps.size() - 1; i > at; --i) steps[i] = steps[i - 1];
    steps[at] = step;
  }
  static constexpr std::int16_t offset(std::size_t steps) { return static_cast<std::int16_t>(steps); }

  std::string_view rest_;
};

template <std::size_t Steps, std::size_t Ranges>
struct CompiledPattern {
  std::array<PatternStep, Steps> steps{};
  std::array<PatternRange, Ranges> ranges{};

  constexpr explicit CompiledPattern(std::string_view expression) {
    const PatternCompiler compiler(expression);
    for (std::size_t i = 0; i < Steps; ++i) steps[i] = compiler.steps[i];
    for (std::size_t i = 0; i < Ranges; ++i) ranges[i] = compiler.ranges[i];
  }
  constexpr PatternProgram program() const { return {steps, ranges}; }
};

template <FixedString expression>
consteval auto compile_pattern() {
  constexpr std::size_t steps = PatternCompiler(expression).steps.size();
  constexpr std::size_t ranges = PatternCompiler(expression).ranges.size();
  return CompiledPattern<steps, ranges>(expression);
}

}  // namespace tenon::json::detail
