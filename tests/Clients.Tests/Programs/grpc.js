// gRPC: the channel resolves dns:///NAME:PORT and spreads its calls over all addresses. It asks DNS again when a connection ends, and no
// more often than the option says (30 seconds unless it is set).
const grpc = require('@grpc/grpc-js');
const { run } = require('./load.js');

const [target] = process.argv.slice(2);
const client = new grpc.Client(target, grpc.credentials.createInsecure(), {
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    'grpc.dns_min_time_between_resolutions_ms': 1_000,
});

run(() => new Promise((resolve, reject) => client.makeUnaryRequest(
    '/instances.Names/Who', Buffer.from, String, 'who', { deadline: Date.now() + 5_000 },
    (failure, name) => failure ? reject(failure) : resolve(name))));
