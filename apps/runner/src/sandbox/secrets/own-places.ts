import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isWithin } from '../../workspace/roots.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the product itself keeps tokens, keys, its database and other runs: nothing for any command. */
export function secretPlaces(
  { dataDir, tokenFile }: { dataDir: string; tokenFile: string | null },
  environment: Environment,
): string[] {
  // Beside a server the runner's folder and its token stand together in the server's data folder.
  const above = dirname(dataDir);
  const isShared = tokenFile !== null && above !== '/' && isWithin(above, tokenFile);
  const serverDir = environment['DATA_DIR'];
  return [
    ...[dataDir, join(homedir(), '.overmind'), ...(tokenFile === null ? [] : [tokenFile])],
    ...[...(isShared ? [above] : []), ...(serverDir?.startsWith('/') === true ? [serverDir] : [])],
  ];
}
