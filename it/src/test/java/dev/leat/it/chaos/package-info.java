/**
 * Leat among members that die, freeze, come and go, on a broker that stops and starts: {@code ChaosIT}, and {@code WorkersIT} for workers
 * of sagas. The {@code Storm} does all that to the {@code Member}s, child JVMs which write down every call in a {@code Ledger}; the
 * {@code Audit} reads what came of it.
 */
@NullMarked
package dev.leat.it.chaos;

import org.jspecify.annotations.NullMarked;
