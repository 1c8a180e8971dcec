#!/bin/sh
# Makes the Java runtime of a distribution with jlink: runtime.sh JAVA_HOME TARGET
set -eu
export LC_ALL=C.UTF-8 # in another locale, jlink makes other bytes
rm -rf -- "$2/runtime"
case $("$1/bin/jlink" --version) in
  1* | 20*) compress=2 ;;
  *) compress=zip-6 ;;
esac
# java.naming and jdk.unsupported are for the server, the rest is what jdeps finds in sluice.jar
"$1/bin/jlink" --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.unsupported \
  --strip-debug --no-header-files --no-man-pages --compress=$compress --output "$2/runtime"
# the archive of the JDK's own classes, without which each start is slow
"$2/runtime/bin/java" -Xshare:dump >/dev/null
