#!/bin/sh
# Measures the start of the program with hyperfine: cold.sh sluice-VERSION.tar.gz [RUNS]
#
# The runs are a JVM that does nothing, the launcher with and without an archive of classes, and
# "java -jar". Needs a JDK: JAVA_HOME, or java and javac on the PATH.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
tar -xzf "$1" -C "$scratch"
home=$(echo "$scratch"/sluice-*)
file=$home/examples/overdue-invoices.json
SLUICE_CACHE=$scratch/cache "$home/bin/sluice-warm" >/dev/null

echo 'class Empty { public static void main(String[] arguments) {} }' >"$scratch/Empty.java"
"${java}c" -d "$scratch" "$scratch/Empty.java"
hyperfine -N --warmup 5 --runs "${2:-40}" \
  -n 'empty JVM' \
  "$java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -cp $scratch Empty" \
  -n 'sluice load, after sluice-warm' \
  "env SLUICE_CACHE=$scratch/cache $home/bin/sluice load $file" \
  -n 'sluice load, without an archive' \
  "env SLUICE_CACHE=$scratch/none $home/bin/sluice load $file" \
  -n 'java -jar sluice.jar load' \
  "$java -jar $home/lib/sluice.jar load $file"
