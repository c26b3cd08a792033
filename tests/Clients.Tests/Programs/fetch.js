// Node: fetch asks at the service's own name, at the port that all its instances have.
const { run } = require('./load.js');

const [url] = process.argv.slice(2);

run(async () => (await fetch(url)).text());
