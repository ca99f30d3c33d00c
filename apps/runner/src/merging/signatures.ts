import type { MergeItem } from '@overmind/contracts/frames/questions';

const machine = { name: 'OvermindOps', email: 'orchestrator@overmind.invalid' };

/** Name and address apart, without what git keeps for itself. */
function part(signature: string): { name: string; email: string } {
  const [, name = '', email = ''] = /^([^<>\n]*)<([^<>\s]*)>$/.exec(signature.trim()) ?? [];
  return { name: name.trim() || machine.name, email: email || machine.email };
}

/** The agent wrote it, who approved it put it in; at a fixed time, so that a second try gives the same hashes. */
export function signatures({ author, committer, committed_at }: MergeItem): Record<string, string> {
  const [from, by] = [part(author), part(committer)];
  // Git knows no time before 1970.
  const date = `@${Math.max(0, Math.floor(Date.parse(committed_at) / 1_000))} +0000`;
  return {
    ...{ GIT_AUTHOR_NAME: from.name, GIT_AUTHOR_EMAIL: from.email, GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: by.name, GIT_COMMITTER_EMAIL: by.email, GIT_COMMITTER_DATE: date },
  };
}
