import { isSecretPath } from '../../sandbox/secrets/deny-list.ts';
import { git } from '../git.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { listTracked, putBack } from './tracked-files.ts';

/** A runner that was killed could not put back what it keeps from agents. */
export async function putSetAsideBack(workspace: Workspace): Promise<void> {
  const place = placeOf(workspace);
  const skipped = (await listTracked(workspace, () => true)).filter(({ isSkipped }) => isSkipped);
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
