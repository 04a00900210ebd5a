/** What the engine promises its users, feature by feature; docs/engine.md points here. Only what users see of core is used. */
@NullMarked
package dev.leat.testkit.promises;

import org.jspecify.annotations.NullMarked;
