"""One Spark session that answers lines of JSON.

Started with one argument, a JSON object: {"master": "local[2]", "jar": "...", "conf": {...}}. Each line of standard input
is {"sql": "..."} or {"python": "..."}, code that assigns `result`; the answer is a line {"ok": ...} or {"error": "..."}.
The first answer is the version of Spark.
"""

import json
import math
import os
import sys


def plain(value):
    """Rows as lists and dicts, and what JSON has no word for as text."""
    if hasattr(value, "asDict"):
        return {name: plain(cell) for name, cell in zip(value.__fields__, value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)


def use_own_home():
    """Executors of a local cluster write below Spark's home: this one's other files are links, in the current folder."""
    import pyspark

    spark = os.path.dirname(pyspark.__file__)
    home = os.path.join(os.getcwd(), "spark-home")
    os.mkdir(home)
    for name in os.listdir(spark):
        if name != "work":
            os.symlink(os.path.join(spark, name), os.path.join(home, name))
    os.environ["SPARK_HOME"] = home


def main():
    options = json.loads(sys.argv[1])
    # Spark writes to this process's standard output too: answers go to a copy of it.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    use_own_home()

    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(options["master"]).appName("cometsh-test").config("spark.jars", options["jar"])
    conf = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.catalog.comet": "io.cometsh.spark.CometCatalog",
    }
    conf.update(options.get("conf", {}))
    for name, value in conf.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    names = {"spark": spark, "json": json, "os": os}

    def answer(kind, value):
        answers.write(json.dumps({kind: plain(value)}) + "\n")
        answers.flush()

    answer("ok", spark.version)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "sql" in request:
                answer("ok", spark.sql(request["sql"]).collect())
            else:
                names["result"] = None
                exec(request["python"], names)
                answer("ok", names["result"])
        except Exception as failure:  # the test looks at the message
            answer("error", str(failure))
    spark.stop()


main()
