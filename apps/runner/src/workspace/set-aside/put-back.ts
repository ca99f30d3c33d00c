import { isAgentSetting } from '../../executors/acp/agent-settings.ts';
import { isSecretPath } from '../../sandbox/secrets/deny-list.ts';
import { git } from '../git.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { isIndexWhole, makeIndexAnew } from './index-file.ts';
import { isBlank, listTracked, putBack, type TrackedFile } from './tracked-files.ts';

/** A runner that was killed could not put back what it keeps from agents. */
export async function putSetAsideBack(workspace: Workspace): Promise<void> {
  const place = placeOf(workspace);
  const skipped = await listSetAside(workspace);
  await putBack(workspace, skipped, { onlyMissing: true });
  // Where there is no sandbox, an agent may have written the index; what of it is believed ends here.
  await git(['read-tree', workspace.base_commit], place);
  const secrets = [
    ...skipped.filter(({ path }) => isSecretPath(path)),
    ...(await listTracked(workspace, isSecretPath)),
  ];
  await putBack(workspace, secrets, { onlyMissing: false });
  await git(['read-tree', workspace.base_commit], place);
}

/** A crash of the machine may tear the index, and what it knew of them is gone: then it is what may be and is not there. */
async function listSetAside(workspace: Workspace): Promise<TrackedFile[]> {
  if (await isIndexWhole(workspace)) {
    const tracked = await listTracked(workspace, () => true);
    return tracked.filter(({ isSkipped }) => isSkipped);
  }
  await makeIndexAnew(workspace);
  const found: TrackedFile[] = [];
  for (const file of await listTracked(workspace, (path) => isSecretPath(path) || isAgentSetting(path)))
    if (await isBlank(workspace, file)) found.push(file);
  return found;
}
