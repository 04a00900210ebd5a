@NullMarked
package dev.leat.listener;

import org.jspecify.annotations.NullMarked;
