/** A process that starts the database, tells where it is, and then does nothing more: tests kill it. */
import { startEmbeddedPostgres } from './start.ts';

const [dataDir = '.'] = process.argv.slice(2);
startEmbeddedPostgres({ dataDir }).then(
  ({ pid, adopted, connectionString }) => {
    console.log(JSON.stringify({ pid, adopted, connectionString }));
    setInterval(() => {}, 60_000);
  },
  (error: Error) => {
    console.log(JSON.stringify({ error: { name: error.name, message: error.message } }));
  },
);
