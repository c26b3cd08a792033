// An instance of a gRPC service: answers with its name. A connection lives for two seconds, so that clients ask DNS again. Asked to stop,
// the instance serves on for a while.
const grpc = require('@grpc/grpc-js');

const [port, grace] = process.argv.slice(2).map(Number);
const text = { requestSerialize: Buffer.from, requestDeserialize: String, responseSerialize: Buffer.from, responseDeserialize: String };
const server = new grpc.Server({ 'grpc.max_connection_age_ms': 2_000, 'grpc.max_connection_age_grace_ms': 5_000 });

server.addService(
    { who: { path: '/instances.Names/Who', requestStream: false, responseStream: false, ...text } },
    { who: (call, answer) => answer(null, process.env.INSTANCE) });
server.bindAsync(`0.0.0.0:${port}`, grpc.ServerCredentials.createInsecure(), failure => {
    if (failure) throw failure;
});
process.on('SIGTERM', () => setTimeout(() => process.exit(0), grace));
