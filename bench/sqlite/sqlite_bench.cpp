// Tenon's client on SQLite against SQLite's own interface: bench_sqlite products.db
// Prints figures by name, as JSON: reads in nanoseconds of CPU time, writes by their number a second.

#include <bench/sqlite/raw.hpp>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include <tenon/async/all.hpp>
#include <tenon/async/run.hpp>
#include <tenon/sql/open.hpp>

#include "bench.hpp"

using namespace tenon;

namespace {

constexpr std::int64_t products = 1000;
constexpr int reads = 200'000;
constexpr int page_size = 50;
constexpr int pages = 4'000;
constexpr int writers = 64;
constexpr std::chrono::milliseconds writing_time{700};

double cpu_ns() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

std::int64_t id_of(int read) { return 1 + read * 37 % products; }

double raw_read_ns(bench::Raw& raw) {
  std::int64_t sum = 0;
  const double begin = cpu_ns();
  raw.begin();
  for (int i = 0; i < reads; ++i) sum += raw.read_product(id_of(i));
  raw.commit();
  return sum > 0 ? (cpu_ns() - begin) / reads : 0;
}

// Arguments are made outside of co_await, where g++ 12 would destroy them twice (tenon/async/README.md, rule 6).

Task<bench::Product> find(bench::Client& db, std::int64_t id) {
  return db.product.find_unique_or_throw({.where = {.id = static_cast<std::int32_t>(id)}});
}

Task<std::vector<bench::Product>> find_page(bench::Client& db) {
  return db.product.find_many({.order_by = {{.id = sql::asc}}, .take = page_size});
}

Task<bench::Event> insert_event(bench::Client& db) {
  return db.event.create({.data = {.kind = "clicked", .amount = 1}});
}

/// All in one turn of the loop, and so in one read transaction.
Task<double> read_ns(bench::Client& db) {
  const double begin = cpu_ns();
  for (int i = 0; i < reads; ++i) co_await find(db, id_of(i));
  co_return (cpu_ns() - begin) / reads;
}

Task<double> page_ns(bench::Client& db) {
  const double begin = cpu_ns();
  for (int i = 0; i < pages; ++i) co_await find_page(db);
  co_return (cpu_ns() - begin) / pages;
}

using Clock = std::chrono::steady_clock;

double per_second(std::int64_t count, Clock::time_point begin) {
  return static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - begin).count();
}

double raw_writes_per_second(bench::Raw& raw) {
  std::int64_t count = 0;
  const auto begin = Clock::now();
  while (Clock::now() - begin < writing_time) raw.insert_event(++count);
  return per_second(count, begin);
}

Task<> write_until(bench::Client& db, Clock::time_point end, std::int64_t& count) {
  while (Clock::now() < end) {
    co_await insert_event(db);
    ++count;
  }
}

Task<double> writes_per_second(bench::Client& db) {
  std::int64_t count = 0;
  const auto begin = Clock::now();
  std::vector<Task<>> tasks;
  for (int i = 0; i < writers; ++i) tasks.push_back(write_until(db, begin + writing_time, count));
  co_await async::all(std::move(tasks));
  co_return per_second(count, begin);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_sqlite products.db\n");
    return 2;
  }
  const std::string path = argv[1];
  std::printf("{");
  for (const bool full : {false, true}) {
    using Durability = sql::SqliteOptions::Durability;
    // Before the other, because it sets what holds for the whole process; both then have it.
    bench::Client db(
        sql::open("file:" + path, {.sqlite = {.durability = full ? Durability::full : Durability::normal}}));
    bench::Raw raw(path, full);
    if (!full) {
      std::printf("\"read, raw\":%.1f,\"read, client\":%.1f,", raw_read_ns(raw), async::run(read_ns(db)));
      std::printf("\"page, client\":%.1f,", async::run(page_ns(db)));
    }
    const char* mode = full ? "FULL" : "NORMAL";
    std::printf("\"writes %s, raw\":%.0f,", mode, raw_writes_per_second(raw));
    std::printf("\"writes %s, client\":%.0f%s", mode, async::run(writes_per_second(db)), full ? "}\n" : ",");
  }
  return 0;
}
