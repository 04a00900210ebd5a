@NullMarked
package dev.leat.admin;

import org.jspecify.annotations.NullMarked;
