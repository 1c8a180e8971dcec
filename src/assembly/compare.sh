#!/bin/sh
# Compares what two builds of one commit have made: compare.sh TARGET OTHER_TARGET
#
# The files must have the same bytes. Only the JVM's archive of the JDK's classes can differ in the
# runtime, because "java -Xshare:dump" makes other bytes each time; the rest of the two files that
# contain it is compared: names, modes, times and content.
set -eu
one=$(cd -- "$1" && pwd) other=$(cd -- "$2" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
differs=0

result() {
  printf '%s  %s\n' "$1" "$2"
  [ "$1" = same ] || differs=1
}

# Unpacks a file into a directory, without the archive, and lists what is in it.
unpack() {
  mkdir "$2"
  case $1 in
    *.deb) dpkg-deb --raw-extract "$1" "$2/files" ;;
    *) mkdir "$2/files" && tar -xzf "$1" -C "$2/files" ;;
  esac
  find "$2/files" -name classes.jsa -type f -exec rm -f {} +
  (cd "$2/files" && find . -type d -printf '%p %M\n' -o -printf '%p %M %T@ %l\n' | sort) >"$2/list"
  # the size in KiB contains that of the archive
  [ ! -f "$2/files/DEBIAN/control" ] || sed -i '/^Installed-Size:/d' "$2/files/DEBIAN/control"
}

for file in "$one"/sluice.jar "$one"/sluice*.zip "$one"/sluice*.gz "$one"/sluice*.deb \
  "$one"/sluice*.cdx.json; do
  name=${file##*/}
  if cmp -s "$file" "$other/$name"; then
    result same "$name"
    continue
  fi
  case $name in
    *.deb | *-x64.tar.gz)
      unpack "$file" "$scratch/1"
      unpack "$other/$name" "$scratch/2"
      if diff -r "$scratch/1" "$scratch/2"; then
        result same "$name, except for the archive of classes"
      else
        result differs "$name"
      fi
      rm -rf -- "$scratch/1" "$scratch/2"
      ;;
    *) result differs "$name" ;;
  esac
done
exit "$differs"
