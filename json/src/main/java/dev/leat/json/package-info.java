/**
 * Values as JSON. The way in is {@link dev.leat.json.Json}.
 */
@NullMarked
package dev.leat.json;

import org.jspecify.annotations.NullMarked;
