/**
 * What a person pastes into the shell of another machine to make it a runner. It needs Node and git there: the program
 * comes from the server itself. The token goes into a file that only its owner reads, as other users would see it
 * among the arguments of a process.
 */
export function runnerStartLine(runner: { server: string; id: string; token: string }): string {
  const server = runner.server.replace(/\/+$/, '');
  const folder = `~/.overmind-runner-${runner.id.slice(-8)}`;
  return [
    `(umask 077 && mkdir -p ${folder} && cd ${folder} &&`,
    `curl -fsS -o runner.tgz ${server}/api/runner.tgz && tar -xzf runner.tgz &&`,
    `printf %s '${runner.token}' > token) &&`,
    `node ${folder}/runner.mjs --server ${server} --token-file ${folder}/token --data-dir ${folder}/data --root ~/code`,
  ].join(' \\\n  ');
}

/** What updates such a runner, in its folder; it is to be started again after that. */
export const runnerUpdateLine = (server: string): string =>
  `curl -fsS -o runner.tgz ${server.replace(/\/+$/, '')}/api/runner.tgz && tar -xzf runner.tgz`;

const loopback =
  /^https?:\/\/(?:[^/@]*@)?(?:localhost|(?:[^/:]+\.)?localhost|127(?:\.\d+){1,3}|\[::1\]|0\.0\.0\.0|\[::\])\.?(?::\d+)?(?:\/|$)/i;

/** Why the line would start no runner elsewhere, and what to do; null where the address leads to this machine from others. */
export const startLineWarning = (server: string): string | null =>
  loopback.test(server)
    ? `${server.replace(/\/+$/, '')} is an address that only works on this machine: elsewhere the command finds no server. Start the server with PUBLIC_URL set to an address that the other machine reaches, and HOST to listen there; then add the runner from that address.`
    : null;
