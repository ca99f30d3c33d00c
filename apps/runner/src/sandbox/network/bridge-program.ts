/**
 * Runs inside, by `node -e`, before the command: text instead of a module, because no file of the runner is in sight
 * there. It listens on the run's own loopback, carries what comes to the proxy's socket as it is (or, for a port of
 * the machine's loopback, through a CONNECT), and then becomes the command's parent: no signal ends it but the
 * command's end, whose exit code it passes on.
 */
export const bridgeProgram = `
const net = require('node:net');
const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const [socketPath, proxyPort, loopbackPorts, file, ...args] = process.argv.slice(1);

function join(a, b) {
  a.on('error', () => b.destroy()).on('close', () => b.destroy());
  b.on('error', () => a.destroy()).on('close', () => a.destroy());
  a.pipe(b).pipe(a);
}
function listen(port, serve) {
  return new Promise((resolve) => {
    const server = net.createServer({ allowHalfOpen: true }, serve);
    server.on('error', (error) => {
      process.stderr.write('The network of this run cannot use port ' + port + ': ' + error.message + '\\n');
      resolve();
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
function dial(use) {
  const upstream = net.connect({ path: socketPath, allowHalfOpen: true });
  upstream.on('error', () => {});
  upstream.once('connect', () => use(upstream));
  return upstream;
}
function throughConnect(port, client) {
  client.pause();
  const upstream = dial(() => upstream.write('CONNECT 127.0.0.1:' + port + ' HTTP/1.1\\r\\nhost: 127.0.0.1\\r\\n\\r\\n'));
  upstream.once('close', () => client.destroy());
  let head = Buffer.alloc(0);
  const read = (chunk) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\\r\\n\\r\\n');
    if (end < 0) return;
    upstream.off('data', read);
    if (!head.toString('latin1').startsWith('HTTP/1.1 200')) return client.destroy();
    if (head.length > end + 4) client.write(head.subarray(end + 4));
    join(client, upstream);
  };
  upstream.on('data', read);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
Promise.all([
  listen(Number(proxyPort), (client) => join(client, dial(() => {}))),
  ...JSON.parse(loopbackPorts).map((port) => listen(port, (client) => throughConnect(port, client))),
]).then(() => {
  const child = spawn(file, args, { stdio: 'inherit' });
  child.on('error', (error) => {
    process.stderr.write(error.message + '\\n');
    process.exit(127);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
});
`;
