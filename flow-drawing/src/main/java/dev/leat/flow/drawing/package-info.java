/**
 * Flows as pictures. {@link dev.leat.flow.drawing.Drawing} makes SVG, Mermaid and DOT of a flow, and tells where everything is, for
 * pages that put more on the same picture.
 */
@NullMarked
package dev.leat.flow.drawing;

import org.jspecify.annotations.NullMarked;
