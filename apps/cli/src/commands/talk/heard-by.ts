import type { Client } from '@overmind/client/http';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { plainText } from '../../output/table.ts';

/** Where what is said in this project goes to, if that is a service; null where it stays with the server. */
export async function serviceThatHears(client: Client, projectId: string): Promise<string | null> {
  try {
    const { recognition } = await client.call(getSpeech, { query: { project_id: projectId } });
    return recognition.is_local ? null : `What you say is sent to ${plainText(recognition.engine)}.`;
  } catch {
    // What is wrong is told by what follows.
    return null;
  }
}
