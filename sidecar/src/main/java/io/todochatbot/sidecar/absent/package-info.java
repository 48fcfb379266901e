/**
 * Building blocks with nothing behind them yet: they refuse as daprd refuses without a component, a
 * placement service or a scheduler.
 */
@NullMarked
package io.todochatbot.sidecar.absent;

import org.jspecify.annotations.NullMarked;
