#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

// Node's JSON as the reference, where node is installed.
namespace tenon::json {
namespace {

/// What node prints for a script that finds `input` in the file process.argv[1]; empty if there is no node.
std::string run_node(const std::string& script, const std::string& input) {
  if (std::system("node --version > /dev/null 2>&1") != 0) return {};
  const std::string path = testing::TempDir() + "json_node_test_input.json";
  std::FILE* const file = std::fopen(path.c_str(), "w");
  std::fwrite(input.data(), 1, input.size(), file);
  std::fclose(file);
  std::FILE* const pipe = popen(("node -e '" + script + "' " + path).c_str(), "r");
  std::string output;
  std::array<char, 4096> block;
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
  pclose(pipe);
  std::remove(path.c_str());
  return output;
}

TEST(JsonNode, WritesTheSameTextAsStringify) {
  std::mt19937_64 random(3);
  Array items;
  for (int i = 0; i < 2000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (std::isfinite(number)) items.push_back(number);
    items.push_back(static_cast<double>(random() % 1000000) / 100);
    items.push_back(static_cast<double>(random() % 1000000) * 1e-9);
  }
  for (char32_t c = 0; c < 0x250; ++c) {
    std::string text = "x";
    text += c < 0x80 ? std::string(1, static_cast<char>(c))
                     : std::string{static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
    items.push_back(Object{{text, text}});
  }
  const std::string text = to_string(items);
  const std::string theirs = run_node(
      "process.stdout.write(JSON.stringify(JSON.parse(require(\"fs\").readFileSync(process.argv[1],\"utf8\"))))", text);
  if (theirs.empty()) GTEST_SKIP() << "node is not installed";
  EXPECT_EQ(text, theirs);
}

TEST(JsonNode, AcceptsWhatParseAccepts) {
  // ASCII, no escapes of surrogates, no name twice: there, and only there, node is less strict.
  const std::string original = R"( {"a":[1,-2.5e+3,true,false,null,{}],"b":{"c":"x\n\u0041"},"d":""} )";
  const std::string alphabet = " \t\n{}[]:,\"\\0123456789.eE+-truefalsn";
  std::mt19937_64 random(5);
  Array documents;
  std::string ours;
  for (int i = 0; i < 5000; ++i) {
    std::string document = original;
    for (std::size_t changes = random() % 3; changes > 0; --changes) {
      document[random() % document.size()] = alphabet[random() % alphabet.size()];
    }
    const auto result = parse(document);
    if (!result && result.error().code == "duplicate_name") continue;
    documents.push_back(document);
    ours += result ? '1' : '0';
  }
  const std::string theirs = run_node(
      "for (const d of JSON.parse(require(\"fs\").readFileSync(process.argv[1],\"utf8\")))"
      " { let ok = 1; try { JSON.parse(d) } catch { ok = 0 } process.stdout.write(String(ok)) }",
      to_string(documents));
  if (theirs.empty()) GTEST_SKIP() << "node is not installed";
  EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace tenon::json
