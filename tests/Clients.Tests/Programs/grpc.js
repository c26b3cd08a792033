// gRPC: the channel resolves dns:///NAME:PORT and spreads its calls over all addresses. It asks DNS again when a connection ends, and no
// more often than the option says (30 seconds unless it is set). A call that meets the end of a connection is refused, and tried again.
const grpc = require('@grpc/grpc-js');
const { run } = require('./load.js');

const [target] = process.argv.slice(2);
const client = new grpc.Client(target, grpc.credentials.createInsecure(), {
    'grpc.service_config': JSON.stringify({
        loadBalancingConfig: [{ round_robin: {} }],
        methodConfig: [{
            name: [{}],
            retryPolicy: {
                maxAttempts: 4, initialBackoff: '0.05s', maxBackoff: '1s', backoffMultiplier: 2, retryableStatusCodes: ['UNAVAILABLE'],
            },
        }],
    }),
    'grpc.dns_min_time_between_resolutions_ms': 1_000,
});

run(() => new Promise((resolve, reject) => client.makeUnaryRequest(
    '/instances.Names/Who', Buffer.from, String, 'who', { deadline: Date.now() + 5_000 },
    (failure, name) => failure ? reject(failure) : resolve(name))));
