// JSON between bytes and structs: bench_json order.json products.json [Google Benchmark's options]

#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <bench/json/models.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

namespace {

std::string content_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The document as a value, which must be written as it was read.
template <class T>
T value_of(const std::string& text) {
  T value = tenon::json::parse_or_throw<T>(text);
  if (tenon::json::to_string(value) != text) throw std::runtime_error("what was read is written differently");
  return value;
}

/// Into a buffer that is used again, as that of a connection is.
template <class T>
void serialise(benchmark::State& state, const std::string& text) {
  const T value = value_of<T>(text);
  tenon::Buffer out;
  for (auto _ : state) {
    out.clear();
    tenon::json::write(value, out);
    benchmark::DoNotOptimize(out.data());
  }
}

/// The whole way: UTF-8, syntax, types, members and their presence are checked.
template <class T>
void parse(benchmark::State& state, const std::string& text) {
  value_of<T>(text);
  for (auto _ : state) {
    auto value = tenon::json::read<T>(text);
    benchmark::DoNotOptimize(value);
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_json order.json products.json\n");
    return 2;
  }
  const std::string order = content_of(argv[1]);
  const std::string products = content_of(argv[2]);
  benchmark::RegisterBenchmark("serialise order", [&](auto& state) { serialise<bench::Order>(state, order); });
  benchmark::RegisterBenchmark("serialise products", [&](auto& state) { serialise<bench::Products>(state, products); });
  benchmark::RegisterBenchmark("parse order", [&](auto& state) { parse<bench::Order>(state, order); });
  benchmark::RegisterBenchmark("parse products", [&](auto& state) { parse<bench::Products>(state, products); });
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
