// The classes of the operands below; Groovy alone compiles them for both sides of a comparison.
import groovy.transform.Canonical

enum Level { LOW, MIDDLE, HIGH }
enum Weekday implements Comparable<Weekday> { MON, TUE }
class Asked { def choices; boolean isCase(o) { o in choices } ; String toString() { "Asked" } }
class Holder { boolean isIn(o) { o == 3 }; boolean isCase(o) { o == 'a' }; boolean isNotCase(o) { true }; String toString() { "Holder" } }
class Ordered implements Comparable<Ordered> { int n; int compareTo(Ordered o) { n <=> o.n }; String toString() { "Ordered$n" } }
class Mixed implements Comparable { int n; int compareTo(o) { o instanceof Number ? n - o.intValue() : o instanceof Mixed ? n - o.n : 1 }; String toString() { "Mixed$n" } }
class Equal { int n; boolean equals(Object o) { o instanceof Equal ? o.n == n : o == n }; int hashCode() { n }; String toString() { "Equal$n" } }
class Loud implements Comparable { boolean equals(Object o) { throw new IllegalStateException("equals") }; int hashCode() { 1 }
    int compareTo(o) { throw new UnsupportedOperationException("compareTo") }; boolean isCase(o) { throw new IOException("isCase") }; String toString() { "Loud" } }
class Odd { def equals(Equal o) { true }; def compareTo(o) { -1 }; def isCase(String s) { 'yes' }; def isCase(o) { null }; String toString() { "Odd" } }
class Nothing { String toString() { "Nothing" } }
@Canonical class Named { String name; int size }
record Point(int x, int y) {}
class Three implements Iterable<Integer> { Iterator<Integer> iterator() { [1, 2, 3].iterator() }; String toString() { "Three" } }
class Keyed { boolean containsKey(k) { true }; def get(k) { k }; def getAt(k) { k }; String toString() { "Keyed" } }
class Missing { def methodMissing(String name, args) { "called $name" }; def propertyMissing(String name) { name }; String toString() { "Missing" } }
---
null
true
false
0
3
-1
3L
3G
3.0
3.50
(byte) 3
(short) 3
3.0f
3.0d
0.0d
-0.0d
Double.NaN
Float.NaN
Double.POSITIVE_INFINITY
(char) 'a'
'a'
'abc'
''
'3'
"a${'bc'}"
"${3}"
new StringBuilder('abc')
[]
[1, 2, 3]
[1L, 2.0, 3G]
['a', 'abc', null]
[[1, 2], [a: 1]]
[1, 2, 3] as Set
['abc', 'b'] as TreeSet
[1, 2, 3] as LinkedList
[:]
[a: 1, abc: 0, get: 2, containsKey: null]
[3: 'three', (null): 1, (true): false]
[a: 1].withDefault(false, false) { 7 }
[abc: 1] as TreeMap
1..5
5..1
1..<3
0.5..3.5
'a'..'c'
[1, 2, 3] as int[]
['a', 'abc'] as String[]
[3, null, 'a'] as Object[]
[1.0d, Double.NaN] as double[]
new Date(0)
new Date(3)
new java.sql.Timestamp(3)
java.time.LocalDate.of(2026, 1, 1)
java.time.LocalDateTime.of(2026, 1, 1, 0, 0)
java.time.Duration.ofSeconds(3)
Level.LOW
Level.HIGH
Weekday.TUE
~/a.*/
~/3/
String
Number
Level
Comparable
{ it == 3 }
{ -> false }
{ p, q -> true }
String.&valueOf
new Asked(choices: [3, 'a'])
new Holder()
new Ordered(n: 3)
new Ordered(n: 4)
new Mixed(n: 3)
new Equal(n: 3)
new Loud()
new Odd()
new Nothing()
new Named('abc', 3)
new Point(1, 2)
new Three()
new Keyed()
new Missing()
new Expando(a: 1)
Optional.of(3)
UUID.fromString('00000000-0000-0000-0000-000000000003')
new Tuple2(1, 'a')
Locale.ROOT
new File('abc')
java.util.concurrent.TimeUnit.SECONDS
new java.util.concurrent.atomic.AtomicInteger(3)
