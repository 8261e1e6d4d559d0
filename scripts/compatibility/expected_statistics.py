"""The statistics of pandas and scipy for generated samples, for the tests of comparisons.

scripts/compatibility/statistics installs them and runs this file.
"""
import itertools
import json
import math
import pathlib
import sys

import numpy
import pandas
import scipy.stats

FILE = pathlib.Path(__file__).parents[2] / "src/shell/test/resources/compare/expected.json"
PAIRS = 2000
MASK = (1 << 64) - 1


class SplitMix:
    """java.util.SplittableRandom's sequence of a seed, so that the tests draw the same numbers."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53

    def normal(self):
        total = 0.0
        for _ in range(12):
            total += self.uniform()
        return total - 6

    def sample(self, n, shift=0.0):
        return [self.normal() + shift for _ in range(n)]


def number(value):
    """NaN, infinities and what does not exist as JSON."""
    value = float(value)
    return value if math.isfinite(value) else "NaN" if math.isnan(value) else str(value)


def describe(values):
    series = pandas.Series(values, dtype=float)
    n = int(series.count())
    interval = (math.nan, math.nan)
    if n > 1:
        clean = series.dropna()
        error = scipy.stats.sem(clean)
        interval = (
            scipy.stats.t.interval(0.95, n - 1, loc=clean.mean(), scale=error) if error > 0 else (clean.mean(),) * 2
        )
    median = scipy.stats.quantile_test(series.dropna(), q=0, p=0.5).confidence_interval(0.95) if n else None
    return {
        "n": n,
        "mean": number(series.mean()),
        "std": number(series.std()),
        "median": number(series.median()),
        "min": number(series.min()),
        "max": number(series.max()),
        "low95": number(interval[0]),
        "high95": number(interval[1]),
        "median_interval": [number(median.low), number(median.high)] if n else None,
    }


def exact_p(a, b):
    """Every way to deal the values out, with scipy's statistic: right where values are equal too."""
    return scipy.stats.permutation_test(
        (b, a),
        lambda x, y: scipy.stats.mannwhitneyu(x, y, method="asymptotic").statistic,
        permutation_type="independent",
        n_resamples=math.inf,
        alternative="two-sided",
        vectorized=False,
    ).pvalue


def shift_interval(a, b):
    """Hodges and Lehmann's, with the distribution of U counted by hand."""
    n, m = len(a), len(b)
    counts = [0] * (n * m + 1)
    for chosen in itertools.combinations(range(n + m), n):
        counts[sum(chosen) - n * (n - 1) // 2] += 1
    total, outside = 0, -1
    for u, count in enumerate(counts):
        total += count
        if total / sum(counts) > 0.025:
            break
        outside = u
    differences = sorted(y - x for x in a for y in b)
    return None if outside < 0 else [differences[outside], differences[-1 - outside]]


def compare(a, b, exhaustive):
    result = {"base": [number(x) for x in a], "other": [number(x) for x in b]}
    a = [x for x in a if not math.isnan(x)]
    b = [x for x in b if not math.isnan(x)]
    if exhaustive:
        result["p"] = number(exact_p(a, b))
        result["shift"] = shift_interval(a, b)
    elif len(set(a + b)) == len(a) + len(b) and len(a) + len(b) <= 60:
        result["p"] = number(scipy.stats.mannwhitneyu(b, a, method="exact").pvalue)
    else:
        result["p"] = number(scipy.stats.mannwhitneyu(b, a, method="asymptotic").pvalue)
    if len(a) > 1 and len(b) > 1 and (len(set(a)) > 1 or len(set(b)) > 1):
        welch = scipy.stats.ttest_ind(b, a, equal_var=False)
        result["welch"] = number(welch.pvalue)
        interval = welch.confidence_interval(0.95)
        result["welch_interval"] = [number(interval.low), number(interval.high)]
    return result


def simulate(seed, n, m, shift, ties):
    random = SplitMix(seed)
    ranks = welch = 0
    for _ in range(PAIRS):
        a, b = random.sample(n), random.sample(m, shift)
        if ties:
            a, b = ([math.floor(x * 2 + 0.5) / 2 for x in values] for values in (a, b))
        ranks += scipy.stats.mannwhitneyu(b, a).pvalue <= 0.05
        if not ties:
            welch += scipy.stats.ttest_ind(b, a, equal_var=False).pvalue <= 0.05
    return {
        "seed": seed, "n": n, "m": m, "shift": shift, "ties": ties, "pairs": PAIRS,
        "scipy_ranks": int(ranks), "scipy_welch": int(welch),
    }


def expected():
    random = SplitMix(42)
    samples = [[], [math.nan], [0.5], [1.0, 1.0], [1.0, math.nan, 3.0], [0.97] * 5, [1e9, 1e9 + 1, 1e9 + 2]]
    samples += [random.sample(n) for n in (2, 3, 5, 6, 7, 10, 24, 101)]
    pairs = [
        ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]),
        ([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]),
        ([0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]),
        ([1.0, 1.0, 2.0, 2.0, 3.0], [2.0, 3.0, 3.0, 4.0, math.nan]),
        ([1.0, 1.5], [2.0, 3.0]),
    ]
    for n, m in ((2, 5), (4, 4), (4, 6), (5, 5), (6, 3), (5, 6)):
        pairs.append((random.sample(n), random.sample(m, 1)))
        pairs.append(([round(x) for x in random.sample(n)], [round(x) for x in random.sample(m, 1)]))
    large = [(random.sample(n), random.sample(m, 0.3)) for n, m in ((12, 15), (25, 30), (150, 160))]
    large.append(([round(x) for x in random.sample(200)], [round(x) for x in random.sample(180, 0.2)]))
    return {
        "samples": [{"values": [number(x) for x in values], **describe(values)} for values in samples],
        "pairs": [compare(a, b, True) for a, b in pairs] + [compare(a, b, False) for a, b in large],
        "simulations": [
            simulate(1, 5, 5, 0.0, False),
            simulate(2, 4, 7, 0.0, False),
            simulate(3, 10, 10, 0.0, False),
            simulate(4, 5, 5, 0.0, True),
            simulate(5, 5, 5, 1.5, False),
            simulate(6, 10, 8, 1.0, False),
            simulate(7, 5, 5, 1.5, True),
        ],
    }


def main():
    text = json.dumps(expected(), indent=1) + "\n"
    if "--check" in sys.argv:
        old, new = json.loads(FILE.read_text()), json.loads(text)
        different = list(differences(old, new, ""))
        for line in different:
            print(line)
        sys.exit(1 if different else 0)
    FILE.write_text(text)


def differences(old, new, where):
    """Numbers may differ in the last digits, as between two releases of scipy."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from differences(old[key], new[key], f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (one, two) in enumerate(zip(old, new)):
            yield from differences(one, two, f"{where}[{i}]")
    elif isinstance(old, float) and isinstance(new, float):
        if not math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-12):
            yield f"{where}: {old} in the file, {new} now"
    elif old != new:
        yield f"{where}: {old} in the file, {new} now"


if __name__ == "__main__":
    main()
