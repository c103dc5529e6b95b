#!/bin/sh
# shards.sh NUMBER PROGRAM
#
# Runs a program of GoogleTest as so many processes at once, each with a share of its tests: for tests that wait more than
# they compute.
number=$1 program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
processes=
for index in $(seq 0 $((number - 1))); do
  GTEST_TOTAL_SHARDS=$number GTEST_SHARD_INDEX=$index "$program" >"$work/$index" 2>&1 &
  processes="$processes $!"
done
status=0
for process in $processes; do wait "$process" || status=$?; done
cat "$work"/*
exit $status
