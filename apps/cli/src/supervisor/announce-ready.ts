import type { DemoPlan } from '../demo/project.ts';
import { type Demo, startDemo } from '../demo/start-demo.ts';
import { toFailure } from '../failure.ts';
import { printError, printLine } from '../output/print.ts';
import { version } from '../programs.ts';
import { listRoots } from '../settings/roots-file.ts';
import type { Settings } from '../settings/settings.ts';
import { coloursFor } from '../terminal/colour.ts';
import { hasDesktop, openBrowser } from './browser.ts';
import type { ServerReady } from './messages.ts';
import { box, renderStartScreen, setupLines } from './start-screen.ts';

export interface Announcement {
  ready: ServerReady;
  isFirst: boolean;
  settings: Settings;
  env: NodeJS.ProcessEnv;
  /** Null where no demo is asked for. */
  demo: DemoPlan | null;
  open: boolean;
}

const colours = coloursFor(process.stdout);
/** Not every terminal knows its width: some say 0. */
const columns = (): number => process.stdout.columns || 100;

/** The start screen and the browser, once; a line for each time the server came back. */
export async function announceReady(announcement: Announcement): Promise<void> {
  const { ready, isFirst, settings } = announcement;
  if (!isFirst) return announceReturn(ready);
  const demo = await tryDemo(announcement);
  const roots = [...settings.runnerRoots, ...(await listRoots(settings.dataDir))];
  const screen = {
    version,
    url: ready.url,
    dataDir: settings.dataDir,
    database: describeDatabase(settings.databaseUrl),
    runnerRoots: settings.hasLocalRunner ? roots : null,
    runsAsRoot: settings.hasLocalRunner && process.getuid?.() === 0,
    setupUrl: demo?.account ? null : ready.setupUrl,
    demo,
  };
  printLine(renderStartScreen(screen, columns(), colours));
  const isWatched = process.stdout.isTTY === true && announcement.open;
  if (hasDesktop(process.env, process.platform, isWatched)) {
    openBrowser(screen.setupUrl ?? demo?.projectUrl ?? ready.url, process.platform);
  }
}

function announceReturn({ url, setupUrl }: ServerReady): void {
  printLine(`The server is back at ${url}.`);
  if (setupUrl !== null) printLine(box(setupLines(setupUrl), columns(), colours).join('\n'));
}

/** A demo that cannot be made is no reason to keep the rest from the person. */
async function tryDemo({ ready, settings, env, demo }: Announcement): Promise<Demo | null> {
  if (demo === null) return null;
  const [email, password] = [env['ADMIN_EMAIL'], env['ADMIN_PASSWORD']];
  const administrator = email && password ? { email, password } : null;
  const { localUrl: url, setupUrl } = ready;
  try {
    return await startDemo({ url, setupUrl, dataDir: settings.dataDir, administrator }, demo);
  } catch (error) {
    printError(toFailure(error).message);
    return null;
  }
}

function describeDatabase(url: string | null): string {
  if (url === null) return 'PostgreSQL, embedded';
  return `PostgreSQL at ${URL.canParse(url) ? new URL(url).host : 'DATABASE_URL'}`;
}
