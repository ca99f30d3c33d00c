import { createServer } from 'node:net';

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });

/** The first free port from `from` on; what is free now may be taken in a moment. */
export async function findFreePort(host: string, from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 200, 65_536); port += 1) {
    if (await isFree(host, port)) return port;
  }
  return 0;
}
