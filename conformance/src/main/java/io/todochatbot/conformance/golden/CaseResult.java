package io.todochatbot.conformance.golden;

/** A case and how it ended. */
record CaseResult(GoldenCase goldenCase, Verdict verdict) {}
