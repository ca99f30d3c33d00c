import { logout } from '@overmind/contracts/routes/auth';
import { connect } from '../api/session.ts';
import { Failure } from '../failure.ts';
import { addRoot } from '../settings/roots-file.ts';
import type { Account, DemoAccess } from './account.ts';
import { signInForDemo } from './account.ts';
import { offeredSentences } from './offered.ts';
import { type DemoPlan, ensureDemoProject } from './project.ts';
import { ensureDemoRepository } from './repository.ts';

export interface Demo {
  projectUrl: string;
  account: Account | null;
  /** What can be said there. */
  sentences: readonly string[];
  /** Whether some of it is answered by the scripted model. */
  hasModel: boolean;
}

/** Before the server starts, so that the runner offers the repository from the beginning. */
export async function prepareDemo(dataDir: string): Promise<string> {
  const repository = await ensureDemoRepository(dataDir);
  await addRoot(dataDir, repository);
  return repository;
}

/** Once the server is there: the account where none is, and the project. On later starts it finds both. */
export async function startDemo(access: DemoAccess, plan: DemoPlan): Promise<Demo> {
  const signedIn = await signInForDemo(access);
  if (signedIn === null) {
    throw new Failure(
      `There is an administrator already, so the demo cannot sign in. Do it yourself: npx overmind login, then npx overmind project add ${plan.repository}`,
    );
  }
  const client = connect(access.url, signedIn.token);
  try {
    const project = await ensureDemoProject(client, plan);
    const sentences = await offeredSentences(client, project, plan);
    return {
      projectUrl: `${access.url}/projects/${project.id}`,
      account: signedIn.account,
      sentences,
      hasModel: sentences.length > 1,
    };
  } finally {
    await client.call(logout, {});
  }
}
