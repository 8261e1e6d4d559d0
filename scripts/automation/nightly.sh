#!/bin/sh
# A nightly job around cometsh, for cron or a systemd timer: writes yesterday's good runs to a dated CSV.
#
#   nightly.sh WORKSPACE/PROJECT EXPRESSION FOLDER
#   nightly.sh acme/vision 'Metric("loss") < 0.2 & ~Tag("bad")' /srv/reports
#
# Prints nothing when all is well, so that cron sends mail only when there is something to read. One at a time: a night
# that takes longer than a day does not meet the next one. The exit code is cometsh's own (4: not found, 5: the server
# was not to be had, …); FOLDER/cometsh.log has every request as a line of JSON.
set -eu

if [ $# -ne 3 ]; then
  echo "usage: nightly.sh WORKSPACE/PROJECT EXPRESSION FOLDER" >&2
  exit 2
fi
project=$1 expression=$2 folder=$3
# Cron has a short PATH: COMETSH may name the program.
cometsh=${COMETSH:-cometsh}
keep_days=30

mkdir -p "$folder"
if ! (set -C && echo $$ >"$folder/.nightly.lock") 2>/dev/null; then
  read -r owner <"$folder/.nightly.lock" || owner=
  if [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null; then
    echo "nightly: process $owner is still at it" >&2
    exit 1
  fi
  # Its process is gone, without the chance to tidy up.
  echo $$ >"$folder/.nightly.lock"
fi
trap 'rm -f "$folder/.nightly.lock"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The file appears under its name when it is complete, and not at all when something failed.
"$cometsh" query "$project" "$expression" \
  --sort start_time:desc --output "$folder/$(date -u +%F).csv" --log "$folder/cometsh.log" --quiet

find "$folder" -name '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].csv' -mtime +$keep_days -exec rm -f {} +
