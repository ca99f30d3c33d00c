import { bridgeProgram } from './bridge-program.ts';

/** Where the proxy stands inside, on a loopback that is the run's own. */
const proxyPort = 31_280;
const unproxied = 'localhost,127.0.0.1,::1';

/** The argv that starts the bridge to the proxy's socket, and `argv` behind it. */
export function bridged(
  argv: readonly string[],
  socketPath: string,
  loopbackPorts: readonly number[],
): string[] {
  const ports = JSON.stringify(loopbackPorts.filter((port) => port !== proxyPort));
  return [process.execPath, '-e', bridgeProgram, '--', socketPath, String(proxyPort), ports, ...argv];
}

/** In both cases, because programs differ in which they read. */
export function proxyVariables(): Record<string, string> {
  const url = `http://127.0.0.1:${proxyPort}`;
  const variables = { HTTP_PROXY: url, HTTPS_PROXY: url, ALL_PROXY: url, NO_PROXY: unproxied };
  const lower = Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...variables, ...Object.fromEntries(lower), NODE_USE_ENV_PROXY: '1' };
}
