#!/bin/sh
# Writes the manual page and the completions of a program: shell.sh JAVA_HOME JAR TARGET
set -eu
target=$3/shell
rm -rf -- "$target"
mkdir -p "$target/man/man1" "$target/completions"
program() {
  "$java" -jar "$jar" "$@"
}
java=$1/bin/java jar=$2
program generate-man-page >"$target/man/man1/sluice.1"
program generate-completion bash >"$target/completions/sluice.bash"
program generate-completion fish >"$target/completions/sluice.fish"
