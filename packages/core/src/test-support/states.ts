import type { StateDocument, StateVersion } from '@overmind/contracts/entities/state';
import { serializeState } from '@overmind/domain/state/serialize';
import { execa } from 'execa';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { editState } from '../state/edit.ts';
import { documentOf, getState } from '../state/read.ts';

/** The document of a version, the latest when none is named. */
export async function readDocument(core: Core, projectId: string, version?: number): Promise<StateDocument> {
  const document = documentOf(await getState(core, projectId, version));
  if (!document) throw new Error('the version cannot be read');
  return document;
}

/** A person's edit of the notes of the latest version. */
export async function writeNotes(
  core: Core,
  call: Call,
  projectId: string,
  notes: string,
): Promise<StateVersion> {
  const document = await readDocument(core, projectId);
  const content = serializeState({ ...document, notes }, 'yaml');
  return editState(core, call, projectId, { state_format: 'yaml', content });
}

/** Plain git on a bare repository, as a person would use it. */
export async function gitIn(gitDir: string, ...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.test'];
  const { stdout } = await execa('git', ['--git-dir', gitDir, ...identity, ...args], {
    env: { GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  return stdout;
}
