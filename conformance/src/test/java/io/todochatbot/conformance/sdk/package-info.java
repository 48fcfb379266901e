/**
 * One script of calls, made with each of Dapr's official SDKs that this machine can run, against
 * our sidecar; and against a daprd, to try the script itself.
 */
@NullMarked
package io.todochatbot.conformance.sdk;

import org.jspecify.annotations.NullMarked;
