import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { type RunEnvironment, runEnvironment } from '../process/environment.ts';
import type { RunSetting } from '../runs/run-setting.ts';
import type { Confinement } from '../sandbox/confinement.ts';
import { openConfinement } from '../sandbox/open-confinement.ts';
import { copyToWorkspace } from '../workspace/copy/copied-folder.ts';
import { removeTree } from '../workspace/remove-tree.ts';

type Config = QuestionOf<'test_agent'>['config'];

export interface TrialPlace {
  ok: true;
  /** An empty folder, shut in as the workspace of a run is. */
  folder: string;
  confinement: Confinement;
  /** A home for a coding agent. */
  home: string;
}

export interface NoTrialPlace {
  ok: false;
  detail: string;
}

/** As a run of the agent would get it. */
export const trialEnvironment = (config: Config, setting: RunSetting, id: string): RunEnvironment =>
  runEnvironment(
    { agent: { config }, task: { key: 'TRIAL' }, run: { id } },
    setting.environment,
    '',
    setting.token,
  );

/** Works in an empty place far from every repository; when it is left, no process and no file of it is there. */
export async function inTrialPlace<T>(
  config: Config,
  setting: RunSetting,
  signal: AbortSignal,
  work: (place: TrialPlace | NoTrialPlace) => Promise<T>,
): Promise<T> {
  const root = await realpath(await mkdtemp(join(dirname(setting.worktreesDir), 'trial-')));
  try {
    const [tmpDir, empty] = [join(root, 'tmp'), join(root, 'empty')];
    for (const folder of [tmpDir, empty]) await mkdir(folder, { mode: 0o700 });
    const id = randomUUID();
    const limitBytes = config.limits.disk_mb * 1024 * 1024;
    const path = join(root, 'workspace');
    const copy = { folder: empty, path, branch: 'trial', recordIn: root, limitBytes, signal };
    const workspace = await copyToWorkspace(copy);
    const { variables } = trialEnvironment(config, setting, id);
    const opened = await openConfinement({
      ...{ runId: id, kind: 'trial', folder: root, tmpDir, workspace, agent: { name: 'trial', config } },
      ...{ env: { ...variables, TMPDIR: tmpDir }, setting: setting.sandbox, say: () => {} },
    });
    if (!opened.ok) return await work(opened);
    await using confinement = opened.confinement;
    const home = join(root, 'agent-home');
    await mkdir(home, { mode: 0o700 });
    return await work({ ok: true, folder: workspace.path, confinement, home });
  } finally {
    await removeTree(root);
  }
}
