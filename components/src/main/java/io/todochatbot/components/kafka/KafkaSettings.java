package io.todochatbot.components.kafka;

import io.todochatbot.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings, by Dapr's names; what each means stands on it. */
record KafkaSettings(
    @Setting(meaning = "the brokers to begin with, HOST:PORT, comma separated")
        List<String> brokers,
    @Setting(meaning = "the consumer group; without it consumerID, then the application's id")
        String consumerGroup,
    @Setting(meaning = "the consumer group where consumerGroup is not set") String consumerID,
    @Setting(meaning = "the name under which brokers log this client") Optional<String> clientID,
    @Setting(
            meaning =
                "how to sign in: none, password (SASL), mtls, certificate (TLS that checks the"
                    + " broker only) or oidc; must be set")
        String authType,
    @Setting(meaning = "deprecated form of authType: true is password or mtls, false is none")
        Optional<String> authRequired,
    @Setting(meaning = "the user for authType password") String saslUsername,
    @Setting(meaning = "the password for authType password", secret = true) String saslPassword,
    @Setting(meaning = "PLAINTEXT, SHA-256 or SHA-512 (SCRAM)", fallback = "PLAINTEXT")
        String saslMechanism,
    @Setting(meaning = "where a new consumer group begins: newest or oldest", fallback = "newest")
        String initialOffset,
    @Setting(meaning = "the longest message that may be published, in bytes")
        Optional<Integer> maxMessageBytes,
    @Setting(meaning = "where tokens come from, for authType oidc") String oidcTokenEndpoint,
    @Setting(meaning = "the client's id there") String oidcClientID,
    @Setting(meaning = "the client's secret there", secret = true) String oidcClientSecret,
    @Setting(meaning = "the scopes to ask for, comma separated", fallback = "openid")
        List<String> oidcScopes,
    @Setting(meaning = "SASL extensions to send with the token, a JSON object of texts")
        String oidcExtensions,
    @Setting(meaning = "whether not to use TLS although authType is not none", fallback = "false")
        boolean disableTls,
    @Setting(meaning = "whether to trust every broker's certificate", fallback = "false")
        boolean skipVerify,
    @Setting(meaning = "the certificate, PEM, of the authority that vouches for the brokers")
        String caCert,
    @Setting(meaning = "this client's certificate, PEM, for authType mtls") String clientCert,
    @Setting(meaning = "the key to it, PEM", secret = true) String clientKey,
    @Setting(
            meaning = "whether a message that the application refuses comes again",
            fallback = "true")
        boolean consumeRetryEnabled,
    @Setting(
            meaning =
                "how long to wait before consuming again after a failure; a bare number counts"
                    + " milliseconds",
            fallback = "100ms")
        Duration consumeRetryInterval,
    @Setting(meaning = "how long to wait before a refused message comes again", fallback = "5s")
        Duration backOffDuration,
    @Setting(meaning = "how often it comes again; -1 for ever", fallback = "-1")
        int backOffMaxRetries,
    @Setting(meaning = "how often a consumer shows that it is alive", fallback = "3s")
        Duration heartbeatInterval,
    @Setting(
            meaning = "how long it may be silent before its group goes on without it",
            fallback = "10s")
        Duration sessionTimeout,
    @Setting(
            meaning = "the brokers' version; only checked: this client finds it out itself",
            fallback = "2.0.0")
        String version,
    @Setting(
            meaning = "whether header values are URL-encoded for the application",
            fallback = "false")
        boolean escapeHeaders,
    @Setting(meaning = "a regular expression of headers that are neither sent nor passed on")
        Optional<String> excludeHeaderMetaRegex,
    @Setting(meaning = "how often the brokers are asked for their topics", fallback = "8m")
        Duration clientConnectionTopicMetadataRefreshInterval,
    @Setting(
            meaning = "how partitions are shared out: range, sticky or roundrobin",
            fallback = "range")
        String consumerGroupRebalanceStrategy,
    @Setting(
            meaning = "how messages are compressed: none, gzip, snappy, lz4 or zstd",
            fallback = "none")
        String compression,
    @Setting(meaning = "the least a broker answers a fetch with, in bytes", fallback = "1")
        int consumerFetchMin,
    @Setting(meaning = "the most it answers for one partition, in bytes", fallback = "1048576")
        int consumerFetchDefault,
    @Setting(meaning = "how many messages are fetched ahead", fallback = "256")
        int channelBufferSize,
    @Setting(meaning = "how many bytes of messages are sent together; real Dapr ignores it")
        Optional<Integer> batchSize,
    @Setting(meaning = "how long a message waits for others to be sent with; real Dapr ignores it")
        Optional<Duration> batchTimeout) {}
