/** Multicast DNS (RFC 6762, 6763) as far as Dapr's sidecars find each other by it. */
@org.jspecify.annotations.NullMarked
package io.todochatbot.sidecar.peer.mdns;
