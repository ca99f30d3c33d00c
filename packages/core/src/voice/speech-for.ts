import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import { listRepositoriesOf } from '@overmind/db/queries/models/privacy';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import type { Speech, SpeechPart, SpeechUse } from '@overmind/speech/speech';
import { SpeechError } from '@overmind/speech/speech-error';
import type { Core } from '../core.ts';
import { projectRules } from '../models/policies.ts';

/** What is said in a project is of all its repositories, and so are the words that are expected. */
async function privacyOf({ db }: Core, projectId: string): Promise<ModelPrivacy> {
  const row = await findProjectRow(db, projectId);
  // A project that is gone can loosen nothing any more.
  if (row === null) return 'local_only';
  const settings = settingsOf(row);
  const repositories = await listRepositoriesOf(db, projectId);
  const rules = await Promise.all(repositories.map((path) => projectRules(settings, path)));
  return strictestPrivacy([settings.model_privacy, ...rules.flat()]);
}

const isAllowed = ({ privacy }: SpeechPart, wanted: ModelPrivacy): boolean =>
  strictestPrivacy([privacy, wanted]) === privacy;

const uses: Record<SpeechUse, string> = { recognition: 'hearing', synthesis: 'speaking' };

const remedyHere =
  'Ask an administrator to let this machine do it (SPEECH=auto), or change the rule in the settings of the project.';

/** Why the service may not do it, and what helps. */
function refusalOf(projectId: string | null, privacy: ModelPrivacy): [rule: string, remedy: string] {
  if (projectId === null)
    return ['What belongs to no project stays on this machine', 'Say for which project it is.'];
  return privacy === 'local_only'
    ? ['This project keeps everything on this machine and in its network', remedyHere]
    : ['This project uses only services that are known to train on nothing', remedyHere];
}

/**
 * What hears or speaks for a project under its rules for models: what is set up, else this machine, where it can. What
 * belongs to no project stays here. Rejects with `SpeechError` where neither may; nothing was sent then.
 */
export async function speechFor(core: Core, projectId: string | null, use: SpeechUse): Promise<Speech> {
  const privacy = projectId === null ? 'local_only' : await privacyOf(core, projectId);
  if (privacy === 'any') return core.speech;
  const part = (await core.speech.health())[use];
  if (isAllowed(part, privacy)) return core.speech;
  const { onThisMachine } = core.speech;
  const own = (await onThisMachine?.health())?.[use];
  if (onThisMachine && own?.state === 'ready') return onThisMachine;
  const [rule, remedy] = refusalOf(projectId, privacy);
  throw new SpeechError(
    'not_allowed',
    `${rule}, and ${uses[use]} here is done by a service (${part.engine}). ${remedy}`,
  );
}
