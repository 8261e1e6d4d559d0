#!/bin/sh
# A nightly export around cometsh, for cron or a systemd timer: each night a Parquet file with the points of the runs that
# are new or have run since the night before.
#
#   nightly-export.sh WORKSPACE[/PROJECT] FOLDER
#   nightly-export.sh acme/vision /srv/points      then: duckdb -c "select * from '/srv/points/*.parquet'"
#
# A run that continues over several nights is in several files, each time with all of its points: take the points of the latest.
# What a night could not finish, because the machine went down or the server did, the next one continues: --resume. The
# exit code is cometsh's own (5: the server was not to be had, 6: some runs could not be read), and nothing appears then.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: nightly-export.sh WORKSPACE[/PROJECT] FOLDER" >&2
  exit 2
fi
place=$1 folder=$2
# Cron has a short PATH: COMETSH may name the program.
cometsh=${COMETSH:-cometsh}

mkdir -p "$folder"
# Always the same name, so that it can be resumed; cometsh lets no second one write to it at the same time.
next=$folder/.next.parquet
last=$folder/last.manifest.json

if [ ! -e "$next.manifest.json" ]; then
  set -- export "$place" --metrics --output "$next" --resume --log "$folder/cometsh.log" --quiet
  if [ -e "$last" ]; then
    set -- "$@" --since "$last"
  fi
  "$cometsh" "$@"
fi

# The manifest is moved last: a night that ends between the two is done again from here.
if [ -e "$next" ]; then
  mv "$next" "$folder/$(date -u +%FT%H%M%S).parquet"
fi
mv "$next.manifest.json" "$last"
