/**
 * A real OpenSearch in a JVM of its own, for tests, demos and development. Entry: {@link dev.leat.searchnode.SearchNode}. Whoever uses it has
 * this module on the class path and nothing of OpenSearch: depend on it without what it depends on.
 */
@NullMarked
package dev.leat.searchnode;

import org.jspecify.annotations.NullMarked;
