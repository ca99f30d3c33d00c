import { startTestServer } from './postgres.ts';
import { startTestRedis } from './redis.ts';

const running: { stop(): Promise<void> }[] = [];

/** The servers of a cluster, a PostgreSQL reached over TCP and a Redis, for the tests' second round. */
export async function start(): Promise<{ databaseUrl: string; redisUrl: string }> {
  const postgres = await startTestServer();
  running.push(postgres);
  const redis = await startTestRedis();
  running.push(redis);
  return { databaseUrl: postgres.url, redisUrl: redis.url };
}

export async function stop(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop()));
}
