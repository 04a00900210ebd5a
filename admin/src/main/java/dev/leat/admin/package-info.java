/**
 * Topics, and who may use them, as a manifest says. The way in is {@link dev.leat.admin.Administration}; what it works by is a
 * {@link dev.leat.admin.Manifest}.
 */
@NullMarked
package dev.leat.admin;

import org.jspecify.annotations.NullMarked;
