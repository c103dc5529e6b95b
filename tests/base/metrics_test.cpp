#include <tenon/base/error.hpp>
#include <tenon/base/metrics.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include <tests/base/exposition.hpp>

namespace tenon::metrics {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string text_of(const Registry& registry, Format format = Format::text) {
  Buffer out;
  registry.write(out, format);
  return std::string(out.view());
}

TEST(Registry, WritesWhatPrometheusShowsAsItsExample) {
  Registry registry;
  auto requests = registry.counters("http_requests_total", "The total number of HTTP requests.", {"method", "code"});
  requests.with({"post", "200"}).add(1027);
  requests.with({"post", "400"}).add(3);
  registry.gauge("queue_length", "Jobs that wait.").set(-2.5);
  EXPECT_EQ(text_of(registry),
            "# HELP http_requests_total The total number of HTTP requests.\n"
            "# TYPE http_requests_total counter\n"
            "http_requests_total{method=\"post\",code=\"200\"} 1027\n"
            "http_requests_total{method=\"post\",code=\"400\"} 3\n"
            "# HELP queue_length Jobs that wait.\n"
            "# TYPE queue_length gauge\n"
            "queue_length -2.5\n");
}

TEST(Registry, WritesHistogramsWithSumsOfTheirRanges) {
  constexpr double bounds[] = {0.25, 1, 2.5};
  Registry registry;
  Histogram& seconds = registry.histograms("request_seconds", "Time to answer.", {"route"}, bounds).with({"/"});
  for (const double value : {0.125, 0.25, 0.5, 2.5, 3.0}) seconds.observe(value);
  seconds.observe(250ms);
  EXPECT_EQ(text_of(registry),
            "# HELP request_seconds Time to answer.\n"
            "# TYPE request_seconds histogram\n"
            "request_seconds_bucket{route=\"/\",le=\"0.25\"} 3\n"
            "request_seconds_bucket{route=\"/\",le=\"1\"} 4\n"
            "request_seconds_bucket{route=\"/\",le=\"2.5\"} 5\n"
            "request_seconds_bucket{route=\"/\",le=\"+Inf\"} 6\n"
            "request_seconds_sum{route=\"/\"} 6.625\n"
            "request_seconds_count{route=\"/\"} 6\n");
}

TEST(Registry, WritesOpenMetrics) {
  constexpr double bounds[] = {1};
  Registry registry;
  registry.counter("jobs_total", "Jobs \"done\".").add(2);
  registry.histogram("job_seconds", "Time.", bounds).observe(0.5);
  EXPECT_EQ(text_of(registry, Format::openmetrics),
            "# HELP job_seconds Time.\n"
            "# TYPE job_seconds histogram\n"
            "job_seconds_bucket{le=\"1.0\"} 1\n"
            "job_seconds_bucket{le=\"+Inf\"} 1\n"
            "job_seconds_sum 0.5\n"
            "job_seconds_count 1\n"
            "# HELP jobs Jobs \\\"done\\\".\n"
            "# TYPE jobs counter\n"
            "jobs_total 2\n"
            "# EOF\n");
}

TEST(Registry, EscapesLabelsAndHelp) {
  Registry registry;
  registry.gauges("files", "A \\ and\na \"quote\".", {"path"}).with({"C:\\a\n\"b\" \xff"}).set(1);
  const std::string text = text_of(registry);
  EXPECT_THAT(text, HasSubstr("# HELP files A \\\\ and\\na \"quote\".\n"));
  EXPECT_THAT(text, HasSubstr("files{path=\"C:\\\\a\\n\\\"b\\\" \xEF\xBF\xBD\"} 1\n"));
  const auto families = exposition::parse(text);
  EXPECT_EQ(families.at("files").samples.begin()->first, "files{path=C:\\a\n\"b\" \xEF\xBF\xBD}");
}

TEST(Registry, WritesNumbersThatAreNone) {
  Registry registry;
  registry.gauge("a", "").set(std::nan(""));
  registry.gauge("b", "").set(std::numeric_limits<double>::infinity());
  registry.gauge("c", "").set(-std::numeric_limits<double>::infinity());
  registry.gauge("d", "").set(1e300);
  EXPECT_THAT(text_of(registry), HasSubstr("\na NaN\n"));
  EXPECT_THAT(text_of(registry), HasSubstr("\nb +Inf\n"));
  EXPECT_THAT(text_of(registry), HasSubstr("\nc -Inf\n"));
  EXPECT_THAT(text_of(registry), HasSubstr("\nd 1e+300\n"));
}

TEST(Registry, KeepsInstrumentsAtTheirAddress) {
  Registry registry;
  auto family = registry.counters("c_total", "", {"a"});
  Counter& first = family.with({"x"});
  for (int i = 0; i < 500; ++i) family.with({std::to_string(i)}).add();
  EXPECT_EQ(&family.with({"x"}), &first);
  EXPECT_EQ(&registry.counters("c_total", "", {"a"}).with({"x"}), &first);
  EXPECT_EQ(&registry.counter("d_total", ""), &registry.counter("d_total", ""));
}

TEST(Registry, PutsCombinationsBeyondAThousandIntoOne) {
  Registry registry;
  auto family = registry.counters("c_total", "", {"a", "b"});
  for (int i = 0; i < 1500; ++i) family.with({std::to_string(i), "x"}).add();
  EXPECT_EQ(family.with({"1", "x"}).value(), 1U);
  EXPECT_EQ(family.with({"other", "other"}).value(), 500U);
  EXPECT_EQ(exposition::parse(text_of(registry)).at("c_total").samples.size(), 1001U);
}

TEST(Registry, RefuseTheNamesThatAHistogramWrites) {
  Registry registry;
  registry.histogram("job_seconds", "Time.");
  EXPECT_THROW(registry.gauge("job_seconds_count", ""), Internal);
  EXPECT_THROW(registry.gauge("job_seconds_bucket", ""), Internal);
  registry.gauge("mail_sum", "").set(1);
  EXPECT_THROW(registry.histogram("mail", ""), Internal);
  EXPECT_NO_THROW(registry.gauge("other_count", ""));
  EXPECT_NO_THROW(registry.histogram("job_seconds", "Time."));
}

TEST(Registry, RefusesWhatPrometheusWouldNotTake) {
  Registry registry;
  for (const char* name : {"", "1a_total", "a-b_total", "a b_total", "\xC3\xA4_total", "requests"}) {
    EXPECT_THROW(registry.counter(name, ""), Internal) << name;
  }
  EXPECT_THROW(registry.gauge("a_total", ""), Internal);
  for (const char* label : {"", "1a", "a-b", "a:b", "__a"}) {
    EXPECT_THROW(registry.gauges("a", "", {label}), Internal) << label;
  }
  EXPECT_THROW(registry.gauges("a", "", {"b", "b"}), Internal);
  EXPECT_THROW(registry.histograms("a", "", {"le"}), Internal);
  constexpr double descending[] = {2, 1};
  constexpr double same[] = {1, 1};
  constexpr double infinite[] = {1, std::numeric_limits<double>::infinity()};
  EXPECT_THROW(registry.histogram("a", "", descending), Internal);
  EXPECT_THROW(registry.histogram("a", "", same), Internal);
  EXPECT_THROW(registry.histogram("a", "", infinite), Internal);
  EXPECT_EQ(text_of(registry), "");
}

TEST(Registry, RefusesOneNameForTwoThings) {
  Registry registry;
  registry.gauges("a", "help", {"x"});
  EXPECT_THROW(registry.histogram("a", "help"), Internal);
  EXPECT_THROW(registry.gauges("a", "other help", {"x"}), Internal);
  EXPECT_THROW(registry.gauges("a", "help", {"y"}), Internal);
  EXPECT_THROW(registry.gauge("a", "help"), Internal);
  EXPECT_THROW(registry.gauges("a", "help", {"x"}).with({"1", "2"}), Internal);
}

TEST(Registry, AsksCollectorsAtEachScrape) {
  Registry registry;
  int asked = 0;
  {
    const Registration registration = registry.collect([&](Samples& out) {
      out.gauge("pool_size", "Connections.", ++asked, {{"pool", "a"}});
      out.gauge("pool_size", "Connections.", 7, {{"pool", "b"}});
      out.gauge("pool_size", "Connections.", 8, {{"pool", "b"}});
      out.counter("pool_waits_total", "Waits.", 1.5);
    });
    EXPECT_EQ(text_of(registry),
              "# HELP pool_size Connections.\n"
              "# TYPE pool_size gauge\n"
              "pool_size{pool=\"a\"} 1\n"
              "pool_size{pool=\"b\"} 7\n"
              "# HELP pool_waits_total Waits.\n"
              "# TYPE pool_waits_total counter\n"
              "pool_waits_total 1.5\n");
    EXPECT_THAT(text_of(registry), HasSubstr("pool_size{pool=\"a\"} 2\n"));
  }
  EXPECT_EQ(text_of(registry), "");
  EXPECT_EQ(asked, 2);
}

TEST(Registry, BringsTheSamplesOfTwoCollectorsTogether) {
  Registry registry;
  const auto collector = [](const char* pool) {
    return [pool](Samples& out) { out.gauge("pool_size", "Connections.", 1, {{"pool", pool}}); };
  };
  const Registration b = registry.collect(collector("b"));
  Registration a = registry.collect(collector("a"));
  const Registration moved = std::move(a);
  EXPECT_EQ(exposition::parse(text_of(registry)).at("pool_size").samples.size(), 2U);
}

TEST(Registry, RefusesCollectorsThatNameWrongly) {
  const auto scrape = [](auto collector) {
    Registry registry;
    registry.gauge("taken", "");
    registry.collect(collector).release();
    text_of(registry);
  };
  EXPECT_THROW(scrape([](Samples& out) { out.gauge("a b", "", 1); }), Internal);
  EXPECT_THROW(scrape([](Samples& out) { out.gauge("taken", "", 1); }), Internal);
  EXPECT_THROW(scrape([](Samples& out) { out.counter("a", "", 1); }), Internal);
  EXPECT_THROW(scrape([](Samples& out) { out.gauge("a", "", 1, {{"b-c", "1"}}); }), Internal);
}

TEST(Registry, KnowsItsProcess) {
  Registry registry;
  registry.collect_process();
  const auto families = exposition::parse(text_of(registry));
  const auto value = [&](const char* name) { return families.at(name).samples.at(name); };
  EXPECT_GT(value("process_cpu_seconds_total"), 0);
  EXPECT_GT(value("process_resident_memory_bytes"), 1e6);
  EXPECT_GT(value("process_virtual_memory_bytes"), value("process_resident_memory_bytes"));
  EXPECT_GE(value("process_open_fds"), 3);
  EXPECT_GE(value("process_max_fds"), value("process_open_fds"));
  const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  EXPECT_NEAR(value("process_start_time_seconds"), now, 3600);
}

TEST(Registry, IsWrittenInAFormThatAStrictReaderTakes) {
  Registry registry;
  registry.collect_process();
  auto seconds = registry.histograms("request_seconds", "Time\nto answer.", {"route", "status"});
  for (int i = 0; i < 200; ++i) seconds.with({"/a\"b\\", i % 2 ? "200" : "404"}).observe(i * 0.01);
  registry.counters("requests_total", "", {"route"}).with({""}).add();
  registry.counters("unused_total", "Has no samples yet.", {"route"});
  EXPECT_EQ(exposition::parse(text_of(registry)).size(), 8U);
}

TEST(Registry, CountsWithSeveralThreadsAndIsReadMeanwhile) {
  Registry registry;
  auto family = registry.counters("c_total", "", {"a"});
  Gauge& gauge = registry.gauge("g", "");
  Histogram& histogram = registry.histogram("h", "");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 2000; ++j) {
        family.with({j % 2 ? "x" : "y"}).add();
        gauge.add();
        histogram.observe(i);
      }
    });
  }
  for (int i = 0; i < 20; ++i) exposition::parse(text_of(registry));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(family.with({"x"}).value() + family.with({"y"}).value(), 8000U);
  EXPECT_EQ(gauge.value(), 8000);
  EXPECT_EQ(histogram.sum(), 12000);
}

TEST(Gauge, GoesUpAndDown) {
  Gauge gauge;
  gauge.add(2);
  gauge.subtract(3.5);
  EXPECT_EQ(gauge.value(), -1.5);
}

TEST(Format, IsTextUnlessOpenMetricsIsPreferred) {
  EXPECT_EQ(negotiate(""), Format::text);
  EXPECT_EQ(negotiate("*/*"), Format::text);
  EXPECT_EQ(negotiate("text/html,application/xhtml+xml,*/*;q=0.8"), Format::text);
  EXPECT_EQ(negotiate("text/plain;version=0.0.4"), Format::text);
  EXPECT_EQ(negotiate("application/openmetrics-text;version=1.0.0;q=0.2,text/plain;version=0.0.4;q=0.5"), Format::text);
  EXPECT_EQ(negotiate("application/openmetrics-text;version=0.0.1"), Format::text);
  EXPECT_EQ(negotiate("application/openmetrics-text;q=0"), Format::text);
  EXPECT_EQ(negotiate("application/openmetrics-text"), Format::openmetrics);
  EXPECT_EQ(negotiate("application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;"
                      "q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
            Format::openmetrics);
}

TEST(Format, NamesItsContentType) {
  EXPECT_EQ(content_type(Format::text), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(content_type(Format::openmetrics), "application/openmetrics-text; version=1.0.0; charset=utf-8");
}

}  // namespace
}  // namespace tenon::metrics
