/**
 * gRPC as a peer. Start at {@link io.tino.benchmarks.grpc.GrpcPeer}.
 */
@NullMarked
package io.tino.benchmarks.grpc;

import org.jspecify.annotations.NullMarked;
