/**
 * Live configuration on a compacted topic: a change reaches every instance, and a bad one harms none. The way in is {@link dev.leat.config.ConfigStore}.
 */
@NullMarked
package dev.leat.config;

import org.jspecify.annotations.NullMarked;
