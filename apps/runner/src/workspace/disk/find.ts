import type { RunSetting } from '../../runs/run-setting.ts';

/** Whether somebody could look into the workspace of a run now. */
export async function stateOfWorkspace(
  { places, workspaces }: Pick<RunSetting, 'places' | 'workspaces'>,
  runId: string,
): Promise<'live' | 'kept' | 'gone'> {
  if (places.find(runId) !== null) return 'live';
  return (await workspaces.kept.find(runId)) === null ? 'gone' : 'kept';
}
