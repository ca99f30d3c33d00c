import { start, stop } from '/work/main/packages/testing/src/second-set.ts';
import { spawnSync } from 'node:child_process';
import { spawn } from 'node:child_process';
const { databaseUrl, redisUrl } = await start();
const child = spawn('npx', ['vitest','run','--project','integration-pg-redis','apps/server','--reporter=json','--outputFile=/tmp/ss.json'], { cwd:'/work/main', env: {...process.env, NO_COLOR:'1', TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl}, stdio: ['ignore','ignore','inherit'] });
await new Promise(r=>child.on('exit', r));
await stop();
process.exit(0);
