package io.cometsh.lang;

import java.util.function.Supplier;

/** A variable's value that is made at the first read. */
record LazyVariable(Supplier<?> maker) {}
