#!/bin/sh
# Compiles picocli for Java 8: picocli.sh JAVA_HOME DIRECTORY, where DIRECTORY/sources has its sources
set -eu
rm -rf -- "$2/classes"
mkdir -p "$2/classes"
"$1/bin/javac" --release 8 -encoding UTF-8 -proc:none -nowarn -Xlint:-options -d "$2/classes" \
  "$2"/sources/picocli/*.java
