// An instance of a service: answers with its name. Asked to stop, it serves on for a while, and tells its clients to open no more
// connections to it: they read `Connection: close` and ask DNS again. Asked for /sicken, it fails its check from then on, and serves on.
const http = require('node:http');

const [port, grace] = process.argv.slice(2).map(Number);
let leaving = false;
let sick = false;

const server = http.createServer((request, response) => {
    if (leaving) response.setHeader('Connection', 'close');
    if (request.url === '/sicken') sick = true;
    if (request.url === '/health' && sick) response.statusCode = 500;
    response.end(request.url === '/metrics' ? `instance_up{name="${process.env.INSTANCE}"} 1\n` : `${process.env.INSTANCE}\n`);
});
server.keepAliveTimeout = 60_000;
server.listen(port);

process.on('SIGTERM', () => {
    leaving = true;
    setTimeout(() => process.exit(0), grace);
});
