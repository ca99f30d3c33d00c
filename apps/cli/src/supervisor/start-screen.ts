import type { Demo } from '../demo/start-demo.ts';
import type { Colours } from '../terminal/colour.ts';

export interface StartScreen {
  version: string;
  url: string;
  dataDir: string;
  database: string;
  /** Folders the local runner may work in; null when there is no local runner. */
  runnerRoots: string[] | null;
  runsAsRoot: boolean;
  setupUrl: string | null;
  demo: Demo | null;
}

const addProject = 'npx overmind project add DIR';

function runnerLines({ runnerRoots }: StartScreen): string[] {
  if (runnerRoots === null) return ['none on this machine (RUNNER=none)'];
  if (runnerRoots.length === 0) return [`on this machine; give it a repository: ${addProject}`];
  return [
    runnerRoots.length === 1 ? `on this machine, works in ${runnerRoots[0]}` : 'on this machine, works in',
    ...(runnerRoots.length === 1 ? [] : runnerRoots),
  ];
}

function facts(screen: StartScreen, colours: Colours): string[] {
  const rows: [string, string[]][] = [
    ['Address', [colours.bold(colours.cyan(screen.url))]],
    ['Data', [screen.dataDir]],
    ['Database', [screen.database]],
    ['Runner', runnerLines(screen)],
  ];
  return rows.flatMap(([label, lines]) =>
    lines.map((line, index) => `  ${colours.dim((index === 0 ? label : '').padEnd(10))}${line}`),
  );
}

/** Lines in a frame, or between two rules where the terminal is too narrow: a link must stay on one line. */
export function box(lines: string[], columns: number, colours: Colours): string[] {
  const width = Math.max(...lines.map((line) => line.length));
  if (width + 6 > columns) {
    const rule = colours.green('─'.repeat(Math.max(1, columns - 2)));
    return [rule, ...lines, rule];
  }
  const bar = '─'.repeat(width + 2);
  const side = colours.green('│');
  return [
    `  ${colours.green(`╭${bar}╮`)}`,
    ...lines.map((line) => `  ${side} ${line.padEnd(width)} ${side}`),
    `  ${colours.green(`╰${bar}╯`)}`,
  ];
}

export const setupLines = (url: string): string[] => [
  'Open this to make the first administrator; good for 15 minutes:',
  url,
];

function demoLines({ projectUrl, account, sentences, hasModel }: Demo): string[] {
  return [
    `The demo, with scripted agents${hasModel ? ' and a scripted model' : ''}. Say there, for example:`,
    ...sentences.map((sentence) => `  ${sentence}`),
    projectUrl,
    ...(account === null ? [] : [`Sign in with ${account.email} and ${account.password}`]),
  ];
}

/** What a person sees when all is up. */
export function renderStartScreen(screen: StartScreen, columns: number, colours: Colours): string {
  const lines = ['', `  ${colours.bold('OvermindOps')} ${colours.dim(screen.version)}`, ''];
  lines.push(...facts(screen, colours), '');
  if (screen.setupUrl !== null) lines.push(...box(setupLines(screen.setupUrl), columns, colours), '');
  if (screen.demo !== null) lines.push(...box(demoLines(screen.demo), columns, colours), '');
  if (screen.runsAsRoot) {
    lines.push(
      `  ${colours.yellow('You are root, so the runner and its agents are too: use another user for real work.')}`,
      '',
    );
  }
  lines.push(`  ${colours.dim('Ctrl-C stops everything.')}`, '');
  return lines.join('\n');
}
