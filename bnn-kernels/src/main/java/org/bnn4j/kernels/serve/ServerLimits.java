package org.bnn4j.kernels.serve;

/**
 * What a server takes on.
 *
 * @param threads requests that are worked on at the same time, at least 1; a slow client takes one
 * @param waiting requests that may wait for a thread, at least 1; one more is turned away
 * @param bodyBytes the longest body of a request
 * @param requestSeconds within which a request has to arrive; the first server of a JVM decides
 * @param responseSeconds within which an answer has to be taken; the first server of a JVM decides
 * @param graceSeconds for which a server that stops waits for requests to end
 */
public record ServerLimits(
    int threads,
    int waiting,
    int bodyBytes,
    int requestSeconds,
    int responseSeconds,
    int graceSeconds) {}
