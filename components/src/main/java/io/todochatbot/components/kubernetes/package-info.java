/** Components for sidecars that run on Kubernetes. */
@org.jspecify.annotations.NullMarked
package io.todochatbot.components.kubernetes;
