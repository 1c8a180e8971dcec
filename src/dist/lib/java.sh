# What bin/sluice and bin/sluice-warm share: finding Java, its flags, the locale and the archive of
# classes.

fail() {
  printf 'sluice: %s\n' "$1" >&2
  exit 3
}

# Sets java, java_version (empty if unknown), java_major (0 if unknown) and flags.
find_java() {
  if [ -n "${SLUICE_JAVA-}" ]; then
    java=$SLUICE_JAVA
    [ -x "$java" ] || fail "SLUICE_JAVA is \"$java\", which cannot be executed"
  elif [ -x "$home/runtime/bin/java" ]; then
    java=$home/runtime/bin/java
  elif [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is \"$JAVA_HOME\", which has no bin/java"
  else
    java=$(command -v java) || fail 'No java was found: install Java 17 or newer, or set JAVA_HOME'
  fi
  read_release
  if [ "$java_major" -eq 0 ]; then
    ask_java
  fi
  if [ "$java_major" -gt 0 ] && [ "$java_major" -lt 17 ]; then
    fail "Java 17 or newer is needed, and $java is version $java_version: set JAVA_HOME"
  fi
  flags=
  if [ "$java_major" -ge 24 ]; then
    flags='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'
  fi
}

# In an ASCII locale, Java can open only files whose names are ASCII. A locale that is not installed
# is one too.
choose_locale() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) charmap=ANSI_X3.4-1968 ;;
    C.UTF-8 | C.utf8) return 0 ;;
    *) charmap=$(locale charmap 2>/dev/null) || return 0 ;;
  esac
  case $charmap in
    ANSI_X3.4-1968 | US-ASCII)
      LC_ALL=C.UTF-8
      export LC_ALL
      ;;
  esac
}

# The file "release" of a Java installation is read, because starting Java only to ask for its
# version doubles the start-up time.
read_release() {
  java_version=
  java_major=0
  case $java in
    */*) real=$java ;;
    *) real=./$java ;;
  esac
  while [ -h "$real" ]; do
    link=$(ls -ld -- "$real")
    link=${link#*" -> "}
    case $link in
      /*) real=$link ;;
      *) real=${real%/*}/$link ;;
    esac
  done
  release=${real%/*}/../release
  [ -r "$release" ] || return 0
  return_character=$(printf '\r')
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%"$return_character"}
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=\"}
        version=${version%\"}
        : "${java_version:=$version}"
        set_major "$version"
        ;;
      JAVA_RUNTIME_VERSION=*)
        java_version=${line#JAVA_RUNTIME_VERSION=\"}
        java_version=${java_version%\"}
        ;;
    esac
  done <"$release"
}

# Asks Java for its version if there is no such file, as beside a JRE 8 or a script that starts Java.
ask_java() {
  answer=$("$java" -version 2>&1 </dev/null) || fail "$java does not work: $answer"
  case $answer in
    *' version "'*) ;;
    *) return 0 ;;
  esac
  java_version=${answer#*' version "'}
  java_version=${java_version%%\"*}
  set_major "$java_version"
  case $answer in
    *'(build '*)
      java_version=${answer#*'(build '}
      java_version=${java_version%%[,)]*}
      ;;
  esac
}

# Sets java_major from a version such as 1.8.0_412 or 17.0.15; 0 if it is not one.
set_major() {
  java_major=${1#1.}
  java_major=${java_major%%[!0-9]*}
  : "${java_major:=0}"
}

# Adds the flags with which a run of a second or two is fastest, unless SLUICE_OPTS names a collector.
short_run_flags() {
  flags="$flags -XX:TieredStopAtLevel=1 -XX:-UsePerfData"
  case ${SLUICE_OPTS-} in
    *-XX:+Use*GC*) ;;
    *) flags="$flags -XX:+UseSerialGC" ;;
  esac
}

# Sets archives and archive_end, between which the name of an archive has its size in bytes, and
# archive_flag; archives is empty if there is no directory for one. An archive fits one version of
# Java and one place of sluice.jar, so both are part of its name.
name_archives() {
  if [ -n "${SLUICE_CACHE-}" ]; then
    cache=$SLUICE_CACHE
  elif [ -n "${XDG_CACHE_HOME-}" ]; then
    cache=$XDG_CACHE_HOME/sluice
  elif [ -n "${HOME-}" ]; then
    cache=$HOME/.cache/sluice
  else
    cache=
  fi
  archives=
  if [ -n "$cache" ] && [ -n "$java_version" ]; then
    archives=$cache$home/$java_version
    if [ "$java_major" -ge 25 ]; then
      archive_flag=-XX:AOTCache
      archive_end=.aot
    else
      archive_flag=-XX:SharedArchiveFile
      archive_end=.jsa
    fi
  fi
}

# Sets archive to one whose size is that of its name, because the JVM crashes on one that was cut
# off; empty if there is none.
find_archive() {
  archive=
  [ -n "$archives" ] || return 0
  for file in "$archives".*"$archive_end"; do
    [ -s "$file" ] && [ -r "$file" ] || continue
    size_of "$file"
    if [ "$file" = "$archives.$size$archive_end" ]; then
      archive=$file
      return 0
    fi
  done
}

# Sets size to the number of bytes of a file.
size_of() {
  size=$(LC_ALL=C ls -dnL -- "$1") || size=
  set -f
  # shellcheck disable=SC2086 # the fields are separated by blanks
  set -- $size
  set +f
  size=${5-}
}
