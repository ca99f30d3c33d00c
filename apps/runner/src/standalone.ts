/** The first file of a runner that a server gave away: nothing of it may need a Node newer than what it tells of. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`The runner needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
await import('./main.ts');

export {};
