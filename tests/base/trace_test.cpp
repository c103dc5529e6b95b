#include <tenon/base/trace.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tenon::trace {
namespace {

const std::string trace_id = "0af7651916cd43dd8448eb211c80319c";
const std::string span_id = "b7ad6b7169203331";
const std::string valid = "00-" + trace_id + "-" + span_id + "-01";

TEST(Traceparent, IsReadAsTheSpecificationShowsIt) {
  const auto context = parse_traceparent(valid);
  ASSERT_TRUE(context);
  EXPECT_EQ(context->trace_id.to_string(), trace_id);
  EXPECT_EQ(context->span_id.to_string(), span_id);
  EXPECT_TRUE(context->sampled);
  EXPECT_FALSE(context->random);
}

TEST(Traceparent, IsWrittenAsItWasRead) {
  for (const char* flags : {"00", "01", "02", "03"}) {
    const std::string header = "00-" + trace_id + "-" + span_id + "-" + flags;
    EXPECT_EQ(to_traceparent(*parse_traceparent(header)), header);
  }
}

TEST(Traceparent, DoesNotPassOnFlagsThatItDoesNotKnow) {
  const auto context = parse_traceparent("00-" + trace_id + "-" + span_id + "-ff");
  ASSERT_TRUE(context);
  EXPECT_EQ(to_traceparent(*context), "00-" + trace_id + "-" + span_id + "-03");
}

TEST(Traceparent, OfALaterVersionIsReadByThePartsItShares) {
  EXPECT_TRUE(parse_traceparent("01-" + trace_id + "-" + span_id + "-01"));
  EXPECT_TRUE(parse_traceparent("cc-" + trace_id + "-" + span_id + "-01-what-the-future-holds"));
  EXPECT_FALSE(parse_traceparent("cc-" + trace_id + "-" + span_id + "-01.what-the-future-holds"));
}

TEST(Traceparent, IsRefusedWhenAnythingIsWrong) {
  for (const std::string& header : {
           std::string(),
           valid.substr(0, 54),
           valid + "-00",
           valid + " ",
           "ff" + valid.substr(2),
           "0G" + valid.substr(2),
           "00-0AF7651916CD43DD8448EB211C80319C-" + span_id + "-01",
           "00-" + trace_id + "-B7AD6B7169203331-01",
           "00-" + std::string(32, '0') + "-" + span_id + "-01",
           "00-" + trace_id + "-" + std::string(16, '0') + "-01",
           "00-" + trace_id + "-" + span_id + "-0x",
           "00_" + trace_id + "-" + span_id + "-01",
           "00-" + trace_id + "_" + span_id + "-01",
           "00-" + trace_id + "-" + span_id + "_01",
       }) {
    EXPECT_FALSE(parse_traceparent(header)) << header;
  }
}

TEST(Traceparent, IsRefusedWhereverItIsCut) {
  for (std::size_t size = 0; size < valid.size(); ++size) EXPECT_FALSE(parse_traceparent(valid.substr(0, size)));
}

TEST(Tracestate, KeepsMembersInTheirOrder) {
  EXPECT_EQ(parse_tracestate("rojo=00f067aa0ba902b7 ,\tcongo=t61rcWkgMzE"), "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
  EXPECT_EQ(parse_tracestate("fw529a3039@dt=FfAAAAAA,0tenant@sys=1"), "fw529a3039@dt=FfAAAAAA,0tenant@sys=1");
  EXPECT_EQ(parse_tracestate("1a_-*/@@=1"), "1a_-*/@@=1");
  EXPECT_EQ(parse_tracestate("a=1,, ,b=2,"), "a=1,b=2");
  EXPECT_EQ(parse_tracestate(""), "");
}

TEST(Tracestate, IsDroppedWholeWhenOneMemberIsMalformed) {
  for (const std::string header :
       {"a", "a=", "=1", "A=1", "a b=1", "@a=1", "_a=1", "aB=1", "a=1,a=2", "a=b=c", "a=\x7f", "a=\xc3\xa9", "a=1\n"}) {
    EXPECT_FALSE(parse_tracestate("ok=1," + header)) << header;
  }
  EXPECT_FALSE(parse_tracestate(std::string(257, 'a') + "=1"));
  EXPECT_TRUE(parse_tracestate(std::string(256, 'a') + "=1"));
  EXPECT_FALSE(parse_tracestate("a=" + std::string(257, 'x')));
  EXPECT_FALSE(parse_tracestate("a=1 , b=" + std::string(256, ' ')));
}

std::string members(int count, const std::string& value) {
  std::string header;
  for (int i = 0; i < count; ++i) header += (i == 0 ? "k" : ",k") + std::to_string(i) + "=" + value;
  return header;
}

TEST(Tracestate, HoldsAtMostThirtyTwoMembers) {
  EXPECT_TRUE(parse_tracestate(members(32, "1")));
  EXPECT_FALSE(parse_tracestate(members(33, "1")));
}

TEST(Tracestate, LosesLongMembersFirstAndThenThoseAtTheEnd) {
  const std::string longest = "long=" + std::string(200, 'x');
  EXPECT_EQ(parse_tracestate(longest + "," + members(5, std::string(80, 'y'))), members(5, std::string(80, 'y')));
  const auto shortened = parse_tracestate(members(20, std::string(40, 'y')));
  ASSERT_TRUE(shortened);
  EXPECT_EQ(*shortened, members(11, std::string(40, 'y')));
  EXPECT_LE(shortened->size(), 512U);
}

TEST(SpanContext, OfARootIsNew) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const SpanContext context = SpanContext::root(true);
    EXPECT_TRUE(context.trace_id);
    EXPECT_TRUE(context.span_id);
    EXPECT_TRUE(context.sampled);
    EXPECT_TRUE(context.random);
    ids.insert(context.trace_id.to_string());
  }
  EXPECT_EQ(ids.size(), 100U);
}

TEST(SpanContext, OfAChildStaysInTheTrace) {
  SpanContext parent = SpanContext::root(true);
  parent.state = "a=1";
  const SpanContext child = parent.child();
  EXPECT_EQ(child.trace_id, parent.trace_id);
  EXPECT_NE(child.span_id, parent.span_id);
  EXPECT_TRUE(child.sampled);
  EXPECT_EQ(child.state, "a=1");
}

TEST(Continued, GoesOnWithTheCallersTrace) {
  const SpanContext context = continued(" " + valid + " ", "a=1, b=2");
  EXPECT_EQ(context.trace_id.to_string(), trace_id);
  EXPECT_NE(context.span_id.to_string(), span_id);
  EXPECT_TRUE(context.sampled);
  EXPECT_EQ(context.state, "a=1,b=2");
}

TEST(Continued, KeepsTheTraceWhenOnlyTheStateIsMalformed) {
  const SpanContext context = continued(valid, "a=1,a=2");
  EXPECT_EQ(context.trace_id.to_string(), trace_id);
  EXPECT_EQ(context.state, "");
}

TEST(Continued, BeginsANewTraceWithoutAValidParent) {
  const SpanContext context = continued("00-nonsense", "a=1", true);
  EXPECT_TRUE(context.trace_id);
  EXPECT_NE(context.trace_id.to_string(), trace_id);
  EXPECT_TRUE(context.sampled);
  EXPECT_EQ(context.state, "");
  EXPECT_FALSE(continued("", "").sampled);
}

}  // namespace
}  // namespace tenon::trace
