// Node: resolveSrv finds host and port, and fetch asks there.
const dns = require('node:dns/promises');
const { run } = require('./load.js');

const [name] = process.argv.slice(2);

run(async () => {
    const instances = await dns.resolveSrv(name);
    const one = instances[Math.floor(Math.random() * instances.length)];
    return (await fetch(`http://${one.name}:${one.port}/`)).text();
});
