import type { Client } from '@overmind/client/http';
import type { RecordingItem } from '@overmind/contracts/entities/recording';
import { listRecordings } from '@overmind/contracts/routes/recordings';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { isUuid } from '../../api/find-task.ts';
import { exitCodes, Failure } from '../../failure.ts';

const mostLooked = 10_000;

/** The id of the recording of an id or of the beginning of one. */
export async function findRecording(
  client: Client,
  named: string,
  projectName: string | undefined,
): Promise<string> {
  const wanted = named.toLowerCase();
  if (isUuid(wanted)) return wanted;
  const { id } = await findProject(client, projectName);
  const all = await listUpTo<RecordingItem>(mostLooked, (query) =>
    client.call(listRecordings, { params: { id }, query }),
  );
  const [first, second] = all.filter((each) => each.id.startsWith(wanted));
  if (first === undefined)
    throw new Failure(
      `There is no recording "${named}". See them: overmind recordings list`,
      exitCodes.notFound,
    );
  if (second !== undefined)
    throw new Failure(`"${named}" begins several ids. Give more of it.`, exitCodes.usage);
  return first.id;
}
